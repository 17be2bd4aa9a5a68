import { defineConnector, z } from '@keyway/sdk'
import { convertFile } from './actions/convert.ts'
import { create } from './actions/create.ts'
import { download } from './actions/download.ts'
import { hash } from './actions/hash.ts'
import { info } from './actions/info.ts'
import { readText } from './actions/read-text.ts'
import { upload } from './actions/upload.ts'
import { uploadForm } from './actions/upload-form.ts'

export const files = defineConnector({
  id: 'files',
  title: 'Files',
  description:
    'Files that flows make, read, fetch and send. No account is needed; the HTTP connector has one.',
  connection: z.object({}),
  actions: [create, readText, info, hash, convertFile, download, upload, uploadForm],
})
