import { field } from '@keyway/sdk'
import { requiredText } from '../input.ts'

export const userId = field(requiredText(), { title: 'User', description: 'Id, like auth0|5f7c8ec7.' })
