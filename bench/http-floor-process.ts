// The least a receiver can do: take a post, parse it, answer 204. A process of its own, like Keyway.
import { createServer } from 'node:http'
import { listen } from './listen.ts'

const server = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    JSON.parse(Buffer.concat(parts).toString())
    response.writeHead(204).end()
  })
})
process.stdout.write(`${await listen(server)}\n`)
