/** A public page needs no script for anything. */
export const csr = false
