import { defineAction, field, fileValue, z } from '@keyway/sdk'
import { requiredText, withDefault } from '../../input.ts'
import { encodeText, encodings } from '../encodings.ts'

export const create = defineAction({
  id: 'files.create',
  title: 'Create file from text',
  description: 'Makes a file of a text; base64 and hex stand for bytes that are no text.',
  // A file of our own that nobody sees before the flow shows it: repeating leaves one, and dry runs need it.
  effect: 'read',
  input: z.object({
    name: field(requiredText(), { title: 'File name', placeholder: 'report.txt' }),
    text: field(withDefault(z.string(), ''), { title: 'Text', multiline: true }),
    encoding: field(withDefault(z.enum(encodings), 'utf-8'), { title: 'Encoding' }),
    contentType: field(withDefault(z.string(), 'text/plain'), { title: 'Content type' }),
  }),
  output: z.object({ file: fileValue }),
  async run({ name, text, encoding, contentType }, { files }) {
    async function* content(): AsyncGenerator<Uint8Array> {
      yield encodeText(text, encoding)
    }
    return { file: await files.write({ name, contentType }, content()) }
  },
})
