import { defineCustomRead } from '../../custom-api.ts'
import { customApi } from '../custom-api.ts'

export const customApiRead = defineCustomRead(customApi)
