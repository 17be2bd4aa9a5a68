import { defineCustomAction } from '../../custom-api.ts'
import { customApi } from '../custom-api.ts'

export const customApiAction = defineCustomAction(customApi)
