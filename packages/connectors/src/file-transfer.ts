import { randomUUID } from 'node:crypto'
import { fileValue, isJsonObject, toText } from '@keyway/sdk'
import type { ActionContext, FileStore, FileValue, HttpContent, HttpRequest, Json } from '@keyway/sdk'

/** What a download answers. */
export const downloadOutput = fileValue
  .pick({ name: true, size: true, contentType: true })
  .extend({ file: fileValue })

/** Downloads into a file of Keyway's own. `name` wins over what the other side calls it. */
export async function downloadFile(
  { http, files }: Pick<ActionContext, 'http' | 'files'>,
  request: Omit<HttpRequest, 'accept' | 'allow'>,
  name: string | undefined,
): Promise<{ file: FileValue; name: string; size: number; contentType: string }> {
  const { headers, content, ...answer } = await http.download(request)
  const contentType = headers['content-type'] ?? 'application/octet-stream'
  const file = await files.write({ name: name ?? answer.name, contentType }, content)
  return { file, name: file.name, size: file.size, contentType: file.contentType }
}

/** A file as the whole body of a request. Throws InputError `file_unknown`. */
export async function toContent(files: FileStore, file: FileValue): Promise<HttpContent> {
  const { contentType, size } = await files.find(file)
  return { contentType, size, read: () => files.read(file) }
}

/** A file as a part of a form, and what stands beside it. */
export interface Form {
  file: FileValue
  /** Name of the form's field. */
  field: string
  fileName?: string | undefined
  /** Further fields; values that are not text are sent as JSON. */
  data: Readonly<Record<string, Json>>
}

/** `multipart/form-data` (RFC 7578) with a declared length. Throws InputError `file_unknown`. */
export async function toFormContent(files: FileStore, form: Form): Promise<HttpContent> {
  const { file, field, data } = form
  const { name, contentType, size } = await files.find(file)
  const boundary = `keyway-${randomUUID()}`
  const fields = Object.entries(data).map(
    ([key, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${quote(key)}"\r\n\r\n${toText(value)}\r\n`,
  )
  const opening =
    `--${boundary}\r\nContent-Disposition: form-data; name="${quote(field)}"; filename="${quote(form.fileName ?? name)}"\r\n` +
    `Content-Type: ${contentType}\r\n\r\n`
  const before = Buffer.from(`${fields.join('')}${opening}`)
  const after = Buffer.from(`\r\n--${boundary}--\r\n`)
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    size: before.byteLength + size + after.byteLength,
    async *read() {
      yield before
      yield* files.read(file)
      yield after
    },
  }
}

/** As browsers write names in forms: what would end the name or the line is percent-encoded (HTML, 4.10.21.8). */
function quote(name: string): string {
  return name.toWellFormed().replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** What an upload answers: the body parsed where it is JSON, and as it came. */
export function toUploadOutput(statusCode: number, headers: Readonly<Record<string, string>>, rawBody: Json) {
  const text = typeof rawBody === 'string' ? rawBody : ''
  return { statusCode, headers: { ...headers }, body: parse(text), rawBody: text }
}

function parse(text: string): Json {
  try {
    const parsed: Json = JSON.parse(text)
    return isJsonObject(parsed) || Array.isArray(parsed) ? parsed : text
  } catch {
    // What is not JSON is text.
    return text
  }
}
