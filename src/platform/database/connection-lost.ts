/**
 * Whether the error says that PostgreSQL went away or let go of the connection, rather than refusing a statement: classes 08 and
 * 57P of SQLSTATE, the codes of sockets, and what node-postgres says without a code.
 */
export function isConnectionLost(error: unknown): error is Error {
  if (!(error instanceof Error) || error.name === 'Refusal') return false
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? /^(?:08...|57P0.|ECONN\w+|EPIPE)$/.test(code) : /^(?:Connection terminated|timeout exceeded when trying to connect)/.test(error.message)
}
