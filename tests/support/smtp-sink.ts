// A real SMTP server for tests: takes mail over the loopback and does what a test tells it to.
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface SmtpSink {
  readonly url: string
  /** Raw mails that were answered with 250, in order. */
  readonly accepted: string[]
  /** How often a whole mail came, whatever the answer was. */
  readonly arrived: string[]
  /** What the next mail meets; afterwards mails are accepted again. */
  next: 'accept' | { readonly status: number; readonly at: 'recipient' | 'data' } | 'drop after data' | 'drop before answer'
  close(): Promise<void>
}

/** `drop after data`: the mail is taken and the connection cut before the 250 arrives, which is the window that SMTP leaves open. */
export async function smtpSink(): Promise<SmtpSink> {
  const accepted: string[] = []
  const arrived: string[] = []
  const refusal = (status: number) => Object.assign(new Error(`answer ${status}`), { responseCode: status })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(_address, _session, callback) {
      const { next } = sink
      if (typeof next === 'object' && next.at === 'recipient') {
        sink.next = 'accept'
        return callback(refusal(next.status))
      }
      callback()
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8')
        arrived.push(raw)
        const { next } = sink
        sink.next = 'accept'
        if (next === 'drop after data' || next === 'drop before answer') {
          if (next === 'drop after data') accepted.push(raw)
          const connections = (server as unknown as { connections: Set<{ id: string; _socket: { destroy(): void } }> }).connections
          for (const connection of connections) if (connection.id === session.id) connection._socket.destroy()
          return
        }
        if (typeof next === 'object') return callback(refusal(next.status))
        accepted.push(raw)
        callback()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const sink: SmtpSink = {
    url: `smtp://127.0.0.1:${port}`,
    accepted,
    arrived,
    next: 'accept',
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return sink
}
