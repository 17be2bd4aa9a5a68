import { field } from '@keyway/sdk'
import { requiredText } from '../input.ts'

export const table = field(requiredText(), { title: 'Table', description: 'Name or id.' })
