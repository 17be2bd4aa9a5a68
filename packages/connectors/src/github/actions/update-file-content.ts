import { RemoteError, defineAction } from '@keyway/sdk'
import { contentInput, contentOutput, findSha, lookUpContent, putContent } from '../file-content.ts'

export const updateFileContent = defineAction({
  id: 'github.update_file_content',
  title: 'Update file content',
  description: 'Commits a new version of a file to a branch. Fails where there is no file of that path.',
  effect: 'write',
  scopes: ['repo'],
  standsFor: ['okta-workflows:github.updateFileContent'],
  input: contentInput,
  output: contentOutput,
  async run(input, context) {
    const sha = await findSha(context.http, input)
    if (sha === undefined) {
      throw new RemoteError(
        `The repository ${input.repository} has no file "${input.path}"; create it first.`,
        {
          code: 'github_file_unknown',
          statusCode: 404,
        },
      )
    }
    return putContent(context, input, sha)
  },
  lookUp: (input, context) => lookUpContent(context, input),
})
