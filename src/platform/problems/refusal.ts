/**
 * A refusal that an operator reads: one sentence that says what is wrong and what to do. The command line prints it
 * without a stack and exits with 1; everything else that is thrown is a fault of the program.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}
