import { defineAction } from '@keyway/sdk'
import { contentInput, contentOutput, lookUpContent, putContent } from '../file-content.ts'

export const createFileContent = defineAction({
  id: 'github.create_file_content',
  title: 'Create file content',
  description: 'Commits a new file to a branch. Fails where there is a file of that path.',
  effect: 'write',
  scopes: ['repo'],
  standsFor: ['okta-workflows:github.createFileContent'],
  input: contentInput,
  output: contentOutput,
  run: (input, context) => putContent(context, input, undefined),
  lookUp: (input, context) => lookUpContent(context, input),
})
