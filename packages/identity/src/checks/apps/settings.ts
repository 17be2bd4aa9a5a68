import { flag, text, texts } from '../../inventory/read.ts'
import { defineCheck, type Found } from '../check.ts'
import { foundApp } from './found-app.ts'

const updates = ['application.lifecycle.update', 'application.lifecycle.create']

export const noDeactivation = defineCheck({
  id: 'ACS-12',
  title: 'Provisioned app does not deactivate users',
  meaning: 'Okta makes accounts in an app and never ends them.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'app',
  frameworks: ['nist:AC-2(3)', 'nist:PS-4', 'delinea'],
  needs: ['app'],
  events: updates,
  parameters: {},
  remedy: {
    words: 'Switch deactivation on, or let a flow tell the app’s owner.',
    actions: ['R-APPUPD'],
    flow: null,
  },
  async find({ read }) {
    return (await read.apps())
      .filter(
        ({ status, features }) =>
          status === 'ACTIVE' &&
          features.includes('PUSH_NEW_USERS') &&
          !features.includes('PUSH_USER_DEACTIVATION'),
      )
      .map((app) =>
        foundApp(app, {
          reason: 'It makes accounts and does not deactivate them.',
          evidence: {
            features: texts(app.body, 'features'),
          },
        }),
      )
  },
})

export const orgToOrg = defineCheck({
  id: 'ACS-13',
  title: 'Org-to-org trust',
  meaning:
    'Another Okta org is trusted, as an app or as an identity provider: who administers that one gets in here.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'app',
  frameworks: ['nist:AC-4', 'nist:AC-20', 'mitre:T1199', 'mitre:T1484.002', 'authomize'],
  needs: ['app', 'idp'],
  parameters: { approved: { title: 'Ids, labels or issuers that may', standard: [] as readonly string[] } },
  remedy: {
    words: 'Deactivate the app or the identity provider.',
    actions: ['R-APPOFF', 'R-IDPOFF'],
    flow: 'deactivate-app',
  },
  async find({ org, read, given }) {
    const isApproved = (...names: readonly (string | null)[]) =>
      names.some((name) => name !== null && given.approved.includes(name))
    const apps = (await read.apps())
      .filter(
        ({ id, label, name, status }) =>
          status === 'ACTIVE' && name === 'okta_org2org' && !isApproved(id, label),
      )
      .map((app) =>
        foundApp(app, {
          reason: 'It leads to another Okta org.',
          evidence: { app: app.name, pushesPasswords: app.features.includes('PUSH_PASSWORD_UPDATES') },
          severity: app.features.includes('PUSH_PASSWORD_UPDATES') ? 'critical' : 'high',
        }),
      )
    const idps = (await read.objects('idp'))
      .filter(({ status }) => status === 'ACTIVE')
      .flatMap((idp): Found[] => {
        const issuer =
          text(idp.body, 'protocol', 'credentials', 'trust', 'issuer') ??
          text(idp.body, 'protocol', 'issuer', 'url')
        const isOkta =
          issuer !== null &&
          /(\.okta(preview|-emea|-gov)?\.com|www\.okta\.com)/.test(issuer) &&
          !issuer.includes(org)
        return isOkta && !isApproved(idp.id, idp.name, issuer)
          ? [
              {
                kind: 'idp',
                id: idp.id,
                name: idp.name,
                reason: `Its issuer is another Okta org: ${issuer}.`,
                evidence: { issuer },
              },
            ]
          : []
      })
    return [...apps, ...idps]
  },
})

export const weakOauthClient = defineCheck({
  id: 'ACS-14',
  title: 'Weak OAuth client settings',
  meaning:
    'A client takes tokens in addresses or passwords, needs no PKCE, or sends people to addresses that others can get hold of.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'app',
  frameworks: ['nist:IA-9', 'nist:SC-23', 'mitre:T1528', 'mitre:T1550.001'],
  needs: ['app'],
  events: [...updates, 'app.oauth2.client.lifecycle.update'],
  parameters: {},
  remedy: { words: 'Correct the client.', actions: ['R-APPUPD'], flow: null },
  async find({ read, facts }) {
    return (await read.apps())
      .filter(({ status, client_id }) => status === 'ACTIVE' && client_id !== null)
      .flatMap((app) => {
        const isPublic = app.client_type === 'browser' || app.client_type === 'native'
        const grants = texts(app.body, 'settings', 'oauthClient', 'grant_types')
        const redirects = texts(app.body, 'settings', 'oauthClient', 'redirect_uris')
        const anywhere = text(app.body, 'settings', 'oauthClient', 'network', 'connection') === 'ANYWHERE'
        const wrong = [
          grants.includes('implicit') ? 'the implicit grant' : null,
          grants.includes('password') ? 'the password grant' : null,
          isPublic && flag(app.body, 'credentials', 'oauthClient', 'pkce_required') === 0 ? 'no PKCE' : null,
          text(app.body, 'settings', 'oauthClient', 'wildcard_redirect') === 'SUBDOMAIN'
            ? 'redirects to any subdomain'
            : null,
          ...redirects
            .filter((uri) => isRiskyRedirect(uri, facts.allowedDomains))
            .map((uri) => `the redirect ${uri}`),
          isPublic && text(app.body, 'settings', 'oauthClient', 'refresh_token', 'rotation_type') === 'STATIC'
            ? 'refresh tokens that stay the same'
            : null,
        ].filter((reason) => reason !== null)
        if (wrong.length > 0)
          return [
            foundApp(app, {
              reason: `It has ${wrong.join(', ')}.`,
              evidence: {
                wrong,
                grantTypes: grants,
                redirectUris: redirects,
              },
            }),
          ]
        return anywhere && app.client_type === 'service'
          ? [
              foundApp(app, {
                reason: 'A service client may call from anywhere.',
                evidence: { network: 'ANYWHERE' },
                severity: 'low',
              }),
            ]
          : []
      })
  },
})

function isRiskyRedirect(uri: string, domains: readonly string[]): boolean {
  const url = URL.parse(uri)
  if (url === null) return false
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol === 'http:') return !isLoopback
  if (url.protocol !== 'https:' || isLoopback || domains.length === 0) return false
  return isForeign(url.hostname, domains)
}

/** Whether a host is outside the domains of the organisation; where none are named, none is. */
export function isForeign(host: string, domains: readonly string[]): boolean {
  return domains.length > 0 && !domains.some((domain) => host === domain || host.endsWith(`.${domain}`))
}
