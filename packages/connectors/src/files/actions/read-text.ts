import { InputError, defineAction, field, z } from '@keyway/sdk'
import { withDefault } from '../../input.ts'
import { createTextDecoder, encodings } from '../encodings.ts'
import { file } from '../fields.ts'

export const readText = defineAction({
  id: 'files.read_text',
  title: 'Read file as text',
  description: 'The content of a file as text, up to a limit; base64 and hex for bytes that are no text.',
  effect: 'read',
  input: z.object({
    file,
    encoding: field(withDefault(z.enum(encodings), 'utf-8'), { title: 'Encoding' }),
    limit: field(withDefault(z.int().min(1).max(20_000_000), 5_000_000), {
      title: 'Limit',
      description: 'Bytes that the file may have. A longer one is an error.',
    }),
  }),
  output: z.object({ text: z.string() }),
  async run({ file: given, encoding, limit }, { files }) {
    const { name, size } = await files.find(given)
    if (size > limit) {
      throw new InputError(
        `The file "${name}" has ${size} bytes, and "Limit" of this step allows ${limit}. Raise it (up to 20000000), or work on the file itself.`,
        { code: 'limit_file_text', details: { size, limit } },
      )
    }
    const decoder = createTextDecoder(encoding)
    const parts: string[] = []
    for await (const part of files.read(given)) parts.push(decoder.decode(part))
    return { text: parts.join('') + decoder.end() }
  },
})
