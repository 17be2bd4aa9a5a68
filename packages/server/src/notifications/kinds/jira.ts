import { field, z, type Json } from '@keyway/sdk'
import { textOf, titleOf } from '../wording.ts'
import { defineKind } from './kind.ts'

export const jira = defineKind({
  id: 'jira',
  title: 'Jira',
  description: 'An issue for each message, in Jira Cloud.',
  connection: z.object({
    site: field(z.url({ protocol: /^https?$/ }), {
      title: 'Site',
      placeholder: 'https://acme.atlassian.net',
    }),
    account: field(z.string().min(1), { title: 'E-mail of the account' }),
    apiToken: field(z.string().min(1), { title: 'API token', secret: true }),
    project: field(z.string().min(1), { title: 'Key of the project', placeholder: 'SEC' }),
    issueType: field(z.string().min(1).default('Task'), { title: 'Type of issue' }),
  }),
  async send({ site, account, apiToken, project, issueType }, message, { http }) {
    const authorization = `Basic ${Buffer.from(`${account}:${apiToken}`).toString('base64')}`
    const base = site.replace(/\/+$/, '')
    if (message.isTest) {
      // A test leaves nothing behind: it asks for the project that issues would go to.
      const url = `${base}/rest/api/3/project/${encodeURIComponent(project)}`
      await http.request({ method: 'GET', path: { absolute: url }, headers: { authorization } })
      return
    }
    const fields: Json = {
      project: { key: project },
      issuetype: { name: issueType },
      summary: titleOf(message).slice(0, 250),
      description: toDocument(textOf(message)),
      labels: ['keyway', `keyway-${message.id}`],
    }
    await http.request({
      method: 'POST',
      path: { absolute: `${base}/rest/api/3/issue` },
      headers: { authorization },
      body: { fields },
    })
  },
})

/** Source: Atlassian Document Format, version 1. */
function toDocument(text: string): Json {
  const content = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Json => ({ type: 'paragraph', content: [{ type: 'text', text: line }] }))
  return { type: 'doc', version: 1, content }
}
