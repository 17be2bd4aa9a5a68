import { files as contract } from '@keyway/api'
import { NotFoundError } from '../errors.ts'
import type { HttpServer } from '../http/server.ts'
import { toDownload } from '../http/download.ts'
import type { Files } from './file-store.ts'

/** Mounts files: taking one in, and giving one out. */
export function mountFiles(
  server: HttpServer,
  { files, maxBytes }: { files: Pick<Files, 'open' | 'upload'>; maxBytes: number },
): void {
  server.mountStream(contract.downloadFile, async ({ params: { fileId } }) => {
    const found = await files.open(fileId)
    if (found === undefined) throw new NotFoundError(`There is no file ${fileId}.`)
    return toDownload(found.file, found.content)
  })

  server.mountUpload(
    contract.uploadFile,
    ({ query: { name }, contentType, content }) => files.upload({ name, contentType }, content),
    maxBytes,
  )
}
