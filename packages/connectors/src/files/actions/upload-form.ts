import { anyJson, anyObject, defineAction, field, z } from '@keyway/sdk'
import { toFormContent, toUploadOutput } from '../../file-transfer.ts'
import { record, withDefault } from '../../input.ts'
import { file, fileName, headers, uploadMethod, url } from '../fields.ts'

export const uploadForm = defineAction({
  id: 'files.upload_form',
  title: 'Upload file in a form',
  description: 'Sends a file and further fields as multipart/form-data, as a browser sends a form.',
  effect: 'write',
  standsFor: ['okta-workflows:filefunctions.largeMultipartUpload'],
  input: z.object({
    file,
    fileName,
    field: field(withDefault(z.string(), 'file'), { title: 'Name of the file field' }),
    data: field(withDefault(record(), {}), { title: 'Further fields' }),
    url,
    method: uploadMethod,
    headers,
  }),
  output: z.object({ statusCode: z.int(), headers: anyObject, body: anyJson, rawBody: z.string() }),
  async run({ url: absolute, method, headers: own, ...form }, { files, http }) {
    const content = await toFormContent(files, form)
    const answer = await http.request({ method, path: { absolute }, headers: own, content, accept: 'text' })
    return toUploadOutput(answer.status, answer.headers, answer.body)
  },
})
