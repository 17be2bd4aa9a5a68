import { anyJson, anyObject, defineAction, z } from '@keyway/sdk'
import { toContent, toUploadOutput } from '../../file-transfer.ts'
import { file, headers, uploadMethod, url } from '../fields.ts'

export const upload = defineAction({
  id: 'files.upload',
  title: 'Upload file',
  description: 'Sends a file as the whole body of a request.',
  effect: 'write',
  standsFor: ['okta-workflows:filefunctions.largeUpload'],
  input: z.object({ file, url, method: uploadMethod, headers }),
  output: z.object({ statusCode: z.int(), headers: anyObject, body: anyJson, rawBody: z.string() }),
  async run({ file: given, url: absolute, method, headers: own }, { files, http }) {
    const content = await toContent(files, given)
    const answer = await http.request({ method, path: { absolute }, headers: own, content, accept: 'text' })
    return toUploadOutput(answer.status, answer.headers, answer.body)
  },
})
