import { fileValue, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, nothing } from '../shapes.ts'

export const downloadFile = defineRoute({
  method: 'GET',
  path: '/api/files/:fileId',
  access: 'viewer',
  summary: 'The content of a file that a flow made or a person uploaded, as an attachment',
  params: z.object({ fileId: id }),
  query: none,
  body: none,
  answer: nothing,
})

export const uploadFile = defineRoute({
  method: 'POST',
  path: '/api/files',
  access: 'operator',
  summary: 'Stores the body, of any content type, as a file; its value may be an input of a run for 30 days',
  params: none,
  query: z.object({ name: z.string().min(1).max(1000) }),
  body: none,
  answer: fileValue,
})
