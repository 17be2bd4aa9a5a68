import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const target = process.env['KEYWAY_URL'] ?? 'http://127.0.0.1:8080'

/** `vite --mode fixtures` answers the API from memory, so that pages can be built without a server. */
function fixtures(): Plugin {
  return {
    name: 'keyway-fixtures',
    configureServer: (server) => {
      // Loaded by Vite, not imported here: only Vite knows that workspace packages are TypeScript source.
      const loaded = server
        .ssrLoadModule('/src/testing/fake-api.ts')
        .then((module): FakeApi => module['createFakeApi']())
      server.middlewares.use((request, response, next) => {
        if (request.url?.startsWith('/api/') !== true) return next()
        Promise.all([loaded, toRequest(request)])
          .then(([api, incoming]) => api(incoming))
          .then((answered) => write(response, answered))
          .catch(next)
      })
    },
  }
}

type FakeApi = (request: Request) => Promise<Response>

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  const method = incoming.method ?? 'GET'
  const body = Buffer.concat(chunks).toString()
  return new Request(`http://localhost${incoming.url}`, { method, ...(body === '' ? {} : { body }) })
}

function write(response: ServerResponse, answer: Response): void {
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  if (answer.body === null) response.end()
  else Readable.from(answer.body).pipe(response)
}

export default defineConfig(({ mode }) => ({
  plugins: [react(), ...(mode === 'fixtures' ? [fixtures()] : [])],
  // Workspace packages are read from their TypeScript source.
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  ssr: {
    resolve: { conditions: ['source', 'module', 'node', 'development|production'] },
    noExternal: [/^@keyway\//],
  },
  server: { proxy: { '/api': target, '/health': target } },
  build: {
    outDir: 'dist',
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
}))
