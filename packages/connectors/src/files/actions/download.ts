import { defineAction, z } from '@keyway/sdk'
import { downloadFile, downloadOutput } from '../../file-transfer.ts'
import { fileName, headers, url } from '../fields.ts'

export const download = defineAction({
  id: 'files.download',
  title: 'Download file',
  description: 'Fetches a URL into a file, whatever its length. For a URL that needs an account, use HTTP.',
  effect: 'read',
  standsFor: ['okta-workflows:filefunctions.largeDownload'],
  input: z.object({ url, headers, fileName }),
  output: downloadOutput,
  run: (input, context) =>
    downloadFile(
      context,
      { method: 'GET', path: { absolute: input.url }, headers: input.headers },
      input.fileName,
    ),
})
