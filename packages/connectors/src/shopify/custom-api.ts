import type { CustomApi } from '../custom-api.ts'

export const customApi: CustomApi = {
  connector: 'shopify',
  name: 'Shopify',
  placeholder: '/admin/api/2025-01/shop.json',
  ownHeaders: ['x-shopify-access-token'],
  standsFor: ['okta-workflows:shopify.customAPIAction'],
}
