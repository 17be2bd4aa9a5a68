import { Button, Select, Stack, Text } from '@mantine/core'
import { Link, useSearchParams } from 'react-router'
import { catalog, connections, oktaSources } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { KeyPanel } from '../connections/key-panel.tsx'
import { ConnectionTest } from '../connections/connection-test.tsx'
import { ScopesTable } from '../connections/scopes-table.tsx'
import type { Connection } from '../connections/connections-page.tsx'
import { asksForKey } from '../form/form-fields.ts'
import { wizardTexts as texts } from '../texts/okta-wizard.ts'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { PageSkeleton } from '../ui/skeletons.tsx'
import { ManagedHook } from './managed-hook.tsx'
import { MeterTable } from './meter-table.tsx'
import { NewOrg } from './new-org.tsx'
import { describeCompleteness } from './org-sentence.ts'
import { WizardStep } from './wizard-step.tsx'
import classes from './wizard.module.css'

/** From nothing to an org whose events arrive completely. The connection it is about is in the page's address. */
export function ConnectOktaPage() {
  const [search, setSearch] = useSearchParams()
  const list = useAnswer(connections.listConnections, {}, { refetchInterval: 5_000 })
  const about = useAnswer(catalog.getCatalog)
  if (list.isPending || about.isPending) return <PageSkeleton />
  const failed = list.error ?? about.error
  if (failed !== null) return <Problem error={failed} isPage />
  const schema = about.data?.connectors.find(({ id }) => id === 'okta')?.connection ?? {}
  const orgs = (list.data?.items ?? []).filter(({ connector }) => connector === 'okta')
  const connection = orgs.find(({ id }) => id === search.get('connection'))
  const choose = (id: string) => setSearch({ connection: id })
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      back={{ to: '/okta', label: texts.back }}
      actions={
        connection === undefined ? null : (
          <Button variant="default" onClick={() => setSearch({})}>
            {texts.again}
          </Button>
        )
      }
    >
      <ol className={classes['steps']}>
        <WizardStep title={texts.org.title} state={connection === undefined ? 'now' : 'done'}>
          {connection === undefined ? (
            <Stack gap="lg">
              {orgs.length === 0 ? null : (
                <Select
                  label={texts.org.resume}
                  data={orgs.map(({ id, name }) => ({ value: id, label: name }))}
                  value={null}
                  onChange={(id) => (id === null ? undefined : choose(id))}
                  maw={420}
                />
              )}
              <NewOrg schema={schema} onMade={choose} />
            </Stack>
          ) : (
            <Text size="sm">
              {texts.org.done(connection.name, textOf(connection.settings['domain']))}{' '}
              <Link to={`/connections/${connection.id}`} className="kw-link">
                {texts.org.change}
              </Link>
            </Text>
          )}
        </WizardStep>
        <OrgSteps
          connection={connection}
          needsKey={connection !== undefined && asksForKey(schema, connection.settings)}
        />
      </ol>
    </Page>
  )
}

interface OrgStepsProps {
  connection: Connection | undefined
  needsKey: boolean
}

function OrgSteps({ connection, needsKey }: OrgStepsProps) {
  const sources = useAnswer(oktaSources.listOktaSources, {}, { refetchInterval: 3_000 })
  if (connection === undefined) {
    return [texts.app, texts.scopes, texts.check, texts.hook, texts.meter].map(({ title }) => (
      <WizardStep key={title} title={title} state="later" />
    ))
  }
  const works = connection.test?.ok === true
  const source = sources.data?.items.find((item) => item.connections.some(({ id }) => id === connection.id))
  const hasHook = (source?.hooks.length ?? 0) > 0
  const hasKey = connection.keys.length > 0
  const hasTrouble = connection.test !== null && !works
  return (
    <>
      <WizardStep title={texts.app.title} state={!needsKey || (hasKey && works) ? 'done' : 'now'}>
        {needsKey ? (
          <Stack gap="md">
            <ol className={classes['byHand']}>
              {texts.app.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            <KeyPanel connection={connection} />
          </Stack>
        ) : (
          <Text size="sm">{texts.app.notNeeded}</Text>
        )}
      </WizardStep>
      <WizardStep title={texts.scopes.title} state={works ? 'done' : 'now'}>
        <ScopesTable connection={connection} />
      </WizardStep>
      <WizardStep title={texts.check.title} state={works ? 'done' : hasTrouble ? 'trouble' : 'now'}>
        <ConnectionTest connection={connection} />
      </WizardStep>
      <WizardStep title={texts.hook.title} state={hasHook ? 'done' : works ? 'now' : 'later'}>
        <Stack gap="sm">
          <Text size="sm">{works ? texts.hook.lead : texts.hook.waiting}</Text>
          {works && source !== undefined ? <ManagedHook source={source} /> : null}
          {works && source === undefined ? (
            <>
              <Text size="sm">{texts.hook.noSource}</Text>
              <Button component={Link} to="/templates" variant="light" w="fit-content">
                {texts.hook.templates}
              </Button>
            </>
          ) : null}
          {works && !hasHook ? (
            <Text size="sm" c="var(--kw-text-soft)">
              {texts.hook.byHandHelp}{' '}
              <Link to="/okta?receiver" className="kw-link">
                {texts.hook.byHand}
              </Link>
            </Text>
          ) : null}
        </Stack>
      </WizardStep>
      <WizardStep
        title={texts.meter.title}
        state={!works || source === undefined ? 'later' : hasHook ? 'done' : 'now'}
      >
        <Stack gap="sm">
          <Text size="sm">{source === undefined ? texts.meter.waiting : texts.meter.lead}</Text>
          {source === undefined ? null : (
            <>
              <Text size="sm" fw={600} role="status">
                {describeCompleteness(source)}
              </Text>
              <MeterTable meter={source.meter} />
              <Link to={`/okta/orgs/${encodeURIComponent(source.org)}`} className="kw-link">
                {texts.hook.openOrg}
              </Link>
            </>
          )}
        </Stack>
      </WizardStep>
    </>
  )
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
