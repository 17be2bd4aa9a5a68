import { InputError, defineAction, z } from '@keyway/sdk'
import { textOf } from '../../../input.ts'
import { answer, headers, query, relativePath } from '../../custom-request.ts'
import { scopesOfCall } from '../../operations.ts'
import { readOktaPage } from '../../pages.ts'

export const customApiRead = defineAction({
  id: 'okta.custom_api_read',
  title: 'Custom API read',
  description:
    'Reads any endpoint of the org with GET. Fails when Okta refuses. A loop that streams reads all pages of a list.',
  effect: 'read',
  scopesFor: ({ path }) => scopesOfCall('GET', textOf(path)),
  input: z.object({ path: relativePath(['GET']), query, headers }),
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
  async readPage(input, { cursor }, { http }) {
    if (cursor !== null && typeof cursor !== 'string') {
      throw new InputError('The place where the next page begins is no text. Start the loop again.', {
        code: 'cursor_unusable',
      })
    }
    // Which page sizes an endpoint takes is for the author to say, in the query.
    const { path, query: asked, headers: own } = input
    return readOktaPage(http, { path: { relative: path }, query: asked, headers: own }, cursor)
  },
})
