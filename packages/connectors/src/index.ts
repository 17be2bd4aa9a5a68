import type { Connector } from '@keyway/sdk'
import { auth0 } from './auth0/index.ts'
import { box } from './box/index.ts'
import { email } from './email/index.ts'
import { files } from './files/index.ts'
import { github } from './github/index.ts'
import { gmail } from './gmail/index.ts'
import { http } from './http/index.ts'
import { keyway } from './keyway/index.ts'
import { microsoft365 } from './microsoft365/index.ts'
import { oktaPrivilegedAccess } from './okta-privileged-access/index.ts'
import { okta } from './okta/index.ts'
import { salesforce } from './salesforce/index.ts'
import { servicenow } from './servicenow/index.ts'
import { shopify } from './shopify/index.ts'
import { slack } from './slack/index.ts'
import { tables } from './tables/index.ts'

export { isHookEligible } from './okta/events/types.ts'
export { readOktaPage } from './okta/pages.ts'
export { withoutSecrets } from './okta/without-secrets.ts'

export const connectors: readonly Connector[] = [
  okta,
  oktaPrivilegedAccess,
  slack,
  microsoft365,
  gmail,
  servicenow,
  github,
  box,
  shopify,
  salesforce,
  auth0,
  email,
  http,
  files,
  tables,
  keyway,
]
