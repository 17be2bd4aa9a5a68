import { createHash } from 'node:crypto'
import { InputError, field, fileValue, path, z } from '@keyway/sdk'
import type { ActionContext, FileStore, FileValue, Http, Json } from '@keyway/sdk'
import { textOf } from '../input.ts'
import { partOf, toObject } from './client.ts'
import { branch, filePath, message, repository, splitRepository } from './fields.ts'

/** GitHub takes 100 MB, as base64 in JSON: all of it has to be held at once. */
const maxBytes = 20_000_000

export const contentInput = z.object({
  repository,
  path: filePath,
  file: field(z.union([fileValue, z.string()]), {
    title: 'File content',
    description: 'A file, or text as it is.',
  }),
  message,
  branch,
})
export const contentOutput = z.object({
  name: z.string(),
  path: z.string(),
  sha: z.string(),
  url: z.string(),
})

type Content = z.output<typeof contentInput>
type Written = z.output<typeof contentOutput>

/** Where a file of a repository is: each part of its path is a segment of its own. */
function contentPath(content: Content): { relative: string } {
  const { owner, name } = splitRepository(content.repository)
  const parts = content.path.split('/').filter((part) => part !== '')
  const segments = parts.map((part) => path`/${part}`)
  return { relative: [path`/repos/${owner}/${name}/contents`, ...segments].join('') }
}

/** SHA of a file as it is in the repository; undefined when there is none. */
export async function findSha(http: Http, content: Content): Promise<string | undefined> {
  return (await findFile(http, content))?.sha
}

async function findFile(http: Http, content: Content): Promise<Written | undefined> {
  const query = { ref: content.branch }
  const found = await http.request({ method: 'GET', path: contentPath(content), query, allow: [404] })
  return found.status === 404 ? undefined : toWritten(found.body)
}

/** Commits the content; `sha` is that of what it replaces. */
export async function putContent(
  { http, files }: ActionContext,
  content: Content,
  sha: string | undefined,
): Promise<Written> {
  const bytes = await readFile(files, content.file)
  const { message: text, branch: at } = content
  const body = {
    message: text,
    content: bytes.toString('base64'),
    ...(at === undefined ? {} : { branch: at }),
    ...(sha === undefined ? {} : { sha }),
  }
  const answer = toObject(
    await http.request({ method: 'PUT', path: contentPath(content), body }).then(bodyOf),
  )
  return toWritten(answer['content'] ?? null)
}

const bodyOf = ({ body }: { body: Json }): Json => body

/** After a crash: what is in the repository, if it is this content already. */
export async function lookUpContent(
  { http, files }: ActionContext,
  content: Content,
): Promise<Written | undefined> {
  const bytes = await readFile(files, content.file)
  const found = await findFile(http, content)
  return found?.sha === blobSha(bytes) ? found : undefined
}

/** Git's name for content: SHA-1 over a header with the length, and the bytes. */
function blobSha(bytes: Buffer): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

async function readFile(files: FileStore, given: FileValue | string): Promise<Buffer> {
  if (typeof given === 'string') return Buffer.from(given, 'utf8')
  const { size, name } = await files.find(given)
  if (size > maxBytes) {
    throw new InputError(
      `The file "${name}" has ${size} bytes; at most ${maxBytes} go to GitHub as content of a file.`,
      { code: 'limit_file_size' },
    )
  }
  const parts: Uint8Array[] = []
  for await (const part of files.read(given)) parts.push(part)
  return Buffer.concat(parts)
}

function toWritten(value: Json): Written {
  const { name, path: place, sha, html_url: url } = partOf(value)
  return { name: textOf(name), path: textOf(place), sha: textOf(sha), url: textOf(url) }
}
