/** The door of linkage on the server: candidate pairs, the queue of decisions, joining two records and taking it back. */
import '#modules/register/index.server.ts'
import './problems.ts'

export { contactsAsKnown, known, loadRecords } from './records.server.ts'
export { isCurrent, refreshPairs, type Refreshed } from './refresh-pairs.server.ts'
export { followRegister } from './follow-register.server.ts'
export { decidePair, decidePairs, verdicts, type Decided, type Pair, type Verdict } from './decide-pairs.server.ts'
export { findMerges, findNextPair, findQueue, getPair, PAIRS_A_PAGE, type PairPage, type PairSide, type QueuedPair, type RecentMerge } from './queue.server.ts'
export { mergePeople, type MergeRequest } from './merge-people.server.ts'
export { undoMerge, type Undone } from './undo-merge.server.ts'
export { findSimilar, type SimilarPerson } from './find-similar.server.ts'
export { findSourcePairs, type SourcePair, type SourceSide } from './source-pairs.server.ts'
