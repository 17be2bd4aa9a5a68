import { defineAction, isoDate, z } from '@keyway/sdk'
import { file } from '../fields.ts'

export const info = defineAction({
  id: 'files.info',
  title: 'File info',
  description: 'Name, extension, size in bytes and times of a file.',
  effect: 'read',
  standsFor: ['okta-workflows:filefunctions.info'],
  input: z.object({ file }),
  output: z.object({
    name: z.string(),
    extension: z.string(),
    size: z.int(),
    contentType: z.string(),
    created: isoDate,
    updated: isoDate,
  }),
  async run({ file: given }, { files }) {
    const { name, size, contentType, createdAt, updatedAt } = await files.find(given)
    const extension = /[^.]\.([^.]+)$/.exec(name)?.[1] ?? ''
    return { name, extension, size, contentType, created: createdAt, updated: updatedAt }
  },
})
