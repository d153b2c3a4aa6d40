/** The Desk hydrates; each of its pages works before it has. */
export const csr = true
