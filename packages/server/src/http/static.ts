import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** Answers a GET with a file of the console, or undefined when there is none. */
export type StaticFiles = (urlPath: string, headers: Headers) => Promise<Response | undefined>

interface StaticFile {
  plain: Buffer<ArrayBuffer>
  etag: string
  type: string
  /** Compressed at first use, then kept: the whole console is a few hundred kilobytes. */
  compressed: Map<Encoding, Promise<Buffer<ArrayBuffer>>>
}
type Encoding = 'br' | 'gzip'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.map': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}
const compressible = /^(text\/|application\/json|image\/svg)/

/**
 * Serves the built console. Only files found in its directory are served, so no path can climb out of it; any other page
 * address gets index.html, and the console's own router takes over.
 */
export function createStaticFiles(directory: string | undefined): StaticFiles {
  let loaded: { stamp: number; files: Map<string, StaticFile> } | undefined

  /** Read again when index.html changes: the console may be built while the server runs. */
  async function load(): Promise<Map<string, StaticFile>> {
    const index = directory === undefined ? undefined : await statIfThere(path.join(directory, 'index.html'))
    if (directory === undefined || index === undefined) return new Map()
    if (loaded?.stamp !== index.mtimeMs) loaded = { stamp: index.mtimeMs, files: await readFiles(directory) }
    return loaded.files
  }

  return async (urlPath, headers) => {
    const files = await load()
    const file = files.get(urlPath)
    if (file !== undefined) return answer(file, headers, { isHashed: urlPath.startsWith('/assets/') })
    // A missing asset is missing; only page addresses get the page.
    if (!(headers.get('accept') ?? '').includes('text/html') || urlPath.startsWith('/assets/'))
      return undefined
    const index = files.get('/index.html')
    return index === undefined ? notBuilt() : answer(index, headers, { isHashed: false })
  }
}

async function answer(
  file: StaticFile,
  request: Headers,
  { isHashed }: { isHashed: boolean },
): Promise<Response> {
  const headers = new Headers({
    'content-type': file.type,
    etag: file.etag,
    vary: 'accept-encoding',
    // Names of assets carry their content's hash, so they never change.
    'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
  if (request.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers })
  const encoding = compressible.test(file.type)
    ? pickEncoding(request.get('accept-encoding') ?? '')
    : undefined
  if (encoding === undefined) return new Response(file.plain, { headers })
  headers.set('content-encoding', encoding)
  return new Response(await compress(file, encoding), { headers })
}

function pickEncoding(accepted: string): Encoding | undefined {
  const names = accepted.split(',').flatMap((part) => {
    const [name = '', quality] = part.split(';')
    return /^\s*q=0(\.0*)?\s*$/.test(quality ?? '') ? [] : [name.trim().toLowerCase()]
  })
  if (names.includes('br')) return 'br'
  return names.includes('gzip') ? 'gzip' : undefined
}

function compress(file: StaticFile, encoding: Encoding): Promise<Buffer<ArrayBuffer>> {
  const known = file.compressed.get(encoding)
  if (known !== undefined) return known
  const made =
    encoding === 'gzip'
      ? promisify(gzip)(file.plain, { level: 9 })
      : promisify(brotliCompress)(file.plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
  file.compressed.set(encoding, made)
  return made
}

async function readFiles(directory: string): Promise<Map<string, StaticFile>> {
  const files = new Map<string, StaticFile>()
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const full = path.join(entry.parentPath, entry.name)
    const plain = await readFile(full)
    files.set(`/${path.relative(directory, full).split(path.sep).join('/')}`, {
      plain,
      etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
      type: types[path.extname(entry.name).toLowerCase()] ?? 'application/octet-stream',
      compressed: new Map(),
    })
  }
  return files
}

async function statIfThere(file: string): Promise<{ mtimeMs: number } | undefined> {
  try {
    return await stat(file)
  } catch {
    return undefined
  }
}

function notBuilt(): Response {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Keyway</title>
<body style="font-family: system-ui; margin: 4rem auto; max-width: 40rem; line-height: 1.5">
<h1>Keyway is running, but its console is not built.</h1>
<p>Run <code>npm start</code> in the source tree, which builds it, and load this page again.
The API and the event hooks work without the console.</p></body></html>`
  return new Response(page, {
    status: 503,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  })
}
