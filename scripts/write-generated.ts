// Writes the files that are made from others and kept in the repository for people to read: docs/operating/configuration.md
// and db/schema.sql. Tests say when they are out of date.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeConfiguration } from '#platform/config/describe.ts'
import { projectRoot } from '#platform/root.ts'

writeFileSync(join(projectRoot, 'docs/operating/configuration.md'), describeConfiguration())
