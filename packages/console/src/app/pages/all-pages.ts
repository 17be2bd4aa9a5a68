import { automationPages } from './automation.ts'
import { identityPages } from './identity.ts'
import type { PageRoute } from './page-route.ts'
import { settingsPages } from './settings.ts'

/** Every page that somebody signed in can open; the menu and the accessibility scan follow from it. */
export const allPages: readonly PageRoute[] = [...automationPages, ...identityPages, ...settingsPages]
