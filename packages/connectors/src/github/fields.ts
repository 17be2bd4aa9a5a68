import { field, z } from '@keyway/sdk'
import { optional, requiredText } from '../input.ts'

const segment = '[A-Za-z0-9._-]+'

export const repository = field(
  z
    .string()
    .regex(new RegExp(`^${segment}/${segment}$`), 'Enter owner and name of the repository, like acme/flows.')
    .refine(
      (text) => text.split('/').every((part) => !/^\.+$/.test(part)),
      'That is no name of a repository.',
    ),
  { title: 'Repository', description: 'Owner and name.', placeholder: 'acme/flows' },
)

/** `owner/name` in its two parts. */
export function splitRepository(text: string): { owner: string; name: string } {
  const [owner = '', name = ''] = text.split('/')
  return { owner, name }
}

export const branch = field(optional(z.string()), {
  title: 'Branch',
  description: 'The default branch if left out.',
})

export const filePath = field(requiredText(), { title: 'Path', placeholder: 'exports/onboarding.folder' })

export const message = field(requiredText(), { title: 'Commit message' })
