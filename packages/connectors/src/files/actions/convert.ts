import { defineAction, field, fileValue, z } from '@keyway/sdk'
import { optional, withDefault } from '../../input.ts'
import { convert, forms } from '../convert.ts'
import { file, fileName } from '../fields.ts'

export const convertFile = defineAction({
  id: 'files.convert',
  title: 'Convert file',
  description:
    'A new file with the same content in another encoding: base64, hex, or text in another charset.',
  effect: 'read',
  input: z.object({
    file,
    from: field(withDefault(z.enum(forms), 'bytes'), {
      title: 'From',
      description: 'bytes is the content as it is.',
    }),
    to: field(withDefault(z.enum(forms), 'bytes'), { title: 'To' }),
    fileName,
    contentType: field(optional(z.string()), { title: 'Content type' }),
  }),
  output: z.object({ file: fileValue }),
  async run({ file: given, from, to, fileName: name, contentType }, { files }) {
    const known = await files.find(given)
    const description = { name: name ?? known.name, contentType: contentType ?? known.contentType }
    return { file: await files.write(description, convert(files.read(given), from, to)) }
  },
})
