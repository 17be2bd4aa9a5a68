import { defineAction, z } from '@keyway/sdk'
import { answer, headers, query, relativePath } from '../custom-request.ts'

export const customApiRead = defineAction({
  id: 'okta.custom_api_read',
  title: 'Custom API read',
  description: 'Reads any endpoint of the org with GET. Fails when Okta refuses.',
  effect: 'read',
  input: z.object({ path: relativePath, query, headers }),
  output: answer,
  async run(input, { http }) {
    const response = await http.request({
      method: 'GET',
      path: { relative: input.path },
      query: input.query,
      headers: input.headers,
    })
    return { statusCode: response.status, headers: { ...response.headers }, body: response.body }
  },
})
