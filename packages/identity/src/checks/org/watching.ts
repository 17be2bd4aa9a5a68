import { isJsonObject } from '@keyway/sdk'
import { at, flag, text } from '../../inventory/read.ts'
import { defineCheck, type Found } from '../check.ts'
import { foundInOrg } from '../found.ts'

export const notifications = defineCheck({
  id: 'ORG-15',
  title: 'End-user security notifications off',
  meaning:
    'Okta can tell people of a new device or a changed factor, and let them report what was not them. No public API tells whether it does.',
  severity: 'medium',
  tier: 'core',
  basis: 'manual',
  about: 'org',
  frameworks: ['nist:SI-4', 'nist:AU-6', 'mitre:T1078', 'healthinsight'],
  needs: [],
  parameters: { reviewDays: { title: 'Days until it is asked again', standard: 90 } },
  remedy: { words: 'Look at Security, General in the Admin Console.', actions: ['R-MANUAL'], flow: null },
  async find({ read, given, daysAgo }) {
    const mails = await read.events({
      types: ['system.email.new_device_notification.sent_message'],
      since: daysAgo(30),
    })
    const seen =
      mails.length === 0
        ? 'No mail about a new device is among the events of the last 30 days that are kept here.'
        : `${mails.length} mails about new devices were sent in the last 30 days.`
    return {
      status: 'manual',
      reason: `In the Admin Console under Security, General, User notification emails: see that mails for new sign-on, enrolled and reset factors and changed passwords are on, and that people can report suspicious activity. Then mute this check for ${given.reviewDays} days with what you saw. ${seen}`,
    }
  },
})

export const nobodyTold = defineCheck({
  id: 'ORG-16',
  title: 'Nobody is told about reported suspicious activity',
  meaning:
    'Somebody reports a sign-in that was not theirs, or many accounts are locked, and no administrator hears of it.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'org',
  frameworks: ['nist:AU-6', 'nist:IR-6', 'healthinsight'],
  needs: ['subscription_super_admin', 'subscription_org_admin'],
  parameters: {
    notifications: {
      title: 'Notifications that somebody gets',
      standard: ['REPORT_SUSPICIOUS_ACTIVITY', 'USER_LOCKED_OUT'],
    },
  },
  remedy: { words: 'Subscribe the administrators.', actions: ['R-SUBS'], flow: null },
  async find({ org, read, given }) {
    const listed = [
      ...(await read.objects('subscription_super_admin')),
      ...(await read.objects('subscription_org_admin')),
    ]
    const deaf = given.notifications.filter(
      (name) => !listed.some((one) => one.name === name && one.status === 'subscribed'),
    )
    return deaf.length === 0
      ? []
      : [
          foundInOrg(org, {
            reason: `Nobody is subscribed to ${deaf.join(', ')}.`,
            evidence: { unsubscribed: deaf },
          }),
        ]
  },
})

export const brokenAgents = defineCheck({
  id: 'ORG-25',
  title: 'Directory or RADIUS agents outdated or down',
  meaning: 'An agent through which people sign in does not work, is old, or stands alone.',
  severity: 'medium',
  tier: 'extended',
  basis: 'state',
  about: 'agent_pool',
  frameworks: ['nist:SI-2', 'nist:CP-10', 'mitre:T1556.007'],
  needs: ['agent_pool'],
  events: ['system.agent.ad.connect', 'system.agent.ad.deactivate'],
  parameters: { agents: { title: 'Agents of a pool at least', standard: 2 } },
  remedy: { words: 'Repair or update the agents.', actions: ['R-NOTIFY'], flow: 'tell-of-findings' },
  async find({ read, given }) {
    return (await read.objects('agent_pool')).flatMap(({ id, name, body }): Found[] => {
      const listed = at(body, 'agents')
      const agents = Array.isArray(listed) ? listed.filter(isJsonObject) : []
      const down = agents.filter(
        (agent) => (text(agent, 'operationalStatus') ?? 'OPERATIONAL') !== 'OPERATIONAL',
      )
      const old = agents.filter((agent) => flag(agent, 'isLatestGAedVersion') === 0)
      const why =
        (text(body, 'operationalStatus') ?? 'OPERATIONAL') !== 'OPERATIONAL' || down.length > 0
          ? `${down.length} of ${agents.length} agents do not work.`
          : agents.length < given.agents
            ? `It has ${agents.length} agents.`
            : old.length > 0
              ? `${old.length} agents are not the latest version.`
              : null
      return why === null
        ? []
        : [
            {
              kind: 'agent_pool',
              id,
              name,
              reason: why,
              evidence: { agents: agents.length, down: down.length, outdated: old.length },
            },
          ]
    })
  },
})
