import { at, text } from '../../inventory/read.ts'
import { isForeign } from '../apps/settings.ts'
import { defineCheck, type Check, type Found } from '../check.ts'
import { foundInOrg, sentence } from '../found.ts'

/** What is wrong with where a hook leads. */
function faultsOf(body: Found['evidence'], domains: readonly string[]): string[] {
  const uri = text(body, 'channel', 'config', 'uri') ?? ''
  const url = URL.parse(uri)
  const verified = text(body, 'verificationStatus')
  return [
    url?.protocol === 'https:' ? null : `it calls ${uri === '' ? 'nobody' : uri} without TLS`,
    url !== null && isForeign(url.hostname, domains) ? `${url.hostname} is none of the organisation’s` : null,
    verified !== null && verified !== 'VERIFIED' ? `its address is ${verified}` : null,
    at(body, 'channel', 'config', 'authScheme') === undefined ||
    at(body, 'channel', 'config', 'authScheme') === null
      ? 'it sends no secret'
      : null,
  ].filter((fault) => fault !== null)
}

function hookCheck(
  kind: 'event_hook' | 'inline_hook',
  about: Pick<Check, 'id' | 'title' | 'meaning' | 'severity' | 'frameworks'>,
): Check {
  return defineCheck({
    ...about,
    tier: 'core',
    basis: 'state',
    about: kind,
    needs: [kind],
    events: [`${kind}.created`, `${kind}.updated`, `${kind}.activated`],
    parameters: {},
    remedy: {
      words: 'Deactivate it, and make it anew with TLS and a secret.',
      actions: ['R-HOOKOFF'],
      flow: `deactivate-${kind.replace('_', '-')}`,
    },
    async find({ read, facts }) {
      return (await read.objects(kind))
        .filter(({ status }) => status === 'ACTIVE')
        .flatMap(({ id, name, type, body }): Found[] => {
          const faults = faultsOf(body, facts.allowedDomains)
          const uri = text(body, 'channel', 'config', 'uri')
          const severity =
            type === 'com.okta.user.credential.password.import' ? { severity: 'critical' as const } : {}
          return faults.length === 0
            ? []
            : [{ kind, id, name, ...severity, reason: sentence(faults), evidence: { uri, faults } }]
        })
    },
  })
}

export const insecureEventHook = hookCheck('event_hook', {
  id: 'ORG-18',
  title: 'Insecure event hook',
  meaning: 'Okta tells what happens to an address without TLS, without a secret, or of somebody else.',
  severity: 'medium',
  frameworks: ['nist:SC-8', 'nist:AC-4', 'mitre:T1020'],
})

export const insecureInlineHook = hookCheck('inline_hook', {
  id: 'ORG-19',
  title: 'Insecure inline hook',
  meaning:
    'Okta asks an address without TLS, without a secret, or of somebody else, what to put into tokens, or shows it passwords.',
  severity: 'high',
  frameworks: ['nist:SC-8', 'nist:AC-4', 'mitre:T1556'],
})

export const noLogStream = defineCheck({
  id: 'ORG-17',
  title: 'Log off-load missing',
  meaning:
    'Nobody copies the System Log out of Okta, which forgets it after 90 days. This Keyway counts while it reads it.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'org',
  frameworks: ['nist:AU-4(1)', 'nist:AU-9', 'mitre:T1562.008', 'stig:V-273202', 'prowler'],
  needs: ['log_stream'],
  events: [
    'system.log_stream.lifecycle.create',
    'system.log_stream.lifecycle.deactivate',
    'system.log_stream.lifecycle.activate',
  ],
  parameters: {
    ownReadingCounts: { title: 'That Keyway reads the log suffices', standard: true, stig: false },
  },
  remedy: { words: 'Make a log stream.', actions: ['R-LOGSTREAM'], flow: null },
  async find({ org, now, read, given }) {
    const streams = (await read.objects('log_stream')).filter(({ status }) => status === 'ACTIVE')
    const { logReadAt } = await read.own()
    const isReadHere = logReadAt !== null && now - logReadAt < 3_600_000
    if (streams.length > 0 || (given.ownReadingCounts && isReadHere)) return []
    return [
      foundInOrg(org, {
        reason: 'No log stream is active.',
        evidence: { logStreams: 0, readHere: isReadHere },
      }),
    ]
  },
})

export const riskyOrigin = defineCheck({
  id: 'ORG-20',
  title: 'Risky trusted origin',
  meaning:
    'Pages of an address without TLS, of any subdomain, or of somebody else may call Okta in people’s names.',
  severity: 'medium',
  tier: 'extended',
  basis: 'state',
  about: 'trusted_origin',
  frameworks: ['nist:SC-23', 'nist:AC-4', 'mitre:T1539'],
  needs: ['trusted_origin'],
  parameters: {
    shared: {
      title: 'Domains where anybody can have a page',
      standard: [
        'github.io',
        'netlify.app',
        'vercel.app',
        'herokuapp.com',
        'web.app',
        'firebaseapp.com',
        'pages.dev',
        'azurewebsites.net',
        'cloudfront.net',
      ],
    },
  },
  remedy: { words: 'Deactivate it, or correct its address.', actions: ['R-ORGSET'], flow: null },
  async find({ read, given, facts }) {
    return (await read.objects('trusted_origin'))
      .filter(({ status }) => status === 'ACTIVE')
      .flatMap(({ id, name, body }): Found[] => {
        const origin = text(body, 'origin') ?? ''
        const url = URL.parse(origin.replaceAll('*', 'any'))
        const host = url?.hostname ?? ''
        const faults = [
          url?.protocol === 'http:' && host !== 'localhost' ? 'it has no TLS' : null,
          origin.includes('*') ? 'it stands for any subdomain' : null,
          given.shared.some((domain) => host.endsWith(`.${domain}`)) ? 'anybody can have a page there' : null,
          isForeign(host, facts.allowedDomains) ? 'it is none of the organisation’s' : null,
        ].filter((fault) => fault !== null)
        return faults.length === 0
          ? []
          : [
              {
                kind: 'trusted_origin',
                id,
                name,
                reason: `${origin}: ${faults.join('; ')}.`,
                evidence: { origin, faults },
              },
            ]
      })
  },
})
