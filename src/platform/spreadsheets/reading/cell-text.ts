/** Gathers the text of one cell from pieces, up to the length that a cell may have. */
export class CellText {
  readonly #most: number
  #text = ''
  #cut = false

  constructor(most: number) {
    this.#most = most
  }

  get text(): string {
    return this.#text
  }

  get isCut(): boolean {
    return this.#cut
  }

  clear(): void {
    this.#text = ''
    this.#cut = false
  }

  add(piece: string): void {
    const room = this.#most - this.#text.length
    if (piece.length > room) this.#cut = true
    this.#text += piece.length > room ? piece.slice(0, room) : piece
  }
}
