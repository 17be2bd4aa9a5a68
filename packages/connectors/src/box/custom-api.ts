import type { CustomApi } from '../custom-api.ts'

export const customApi: CustomApi = {
  connector: 'box',
  name: 'Box',
  placeholder: '/2.0/users/me',
}
