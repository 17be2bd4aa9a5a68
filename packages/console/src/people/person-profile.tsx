import { Stack, Text } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'
import { Link } from 'react-router'
import classes from '../access/access.module.css'
import { addressOf } from '../access/use-org.ts'
import { UseLine } from '../access/use-line.tsx'
import { peopleTexts as texts } from '../texts/people.ts'
import { JsonView } from '../ui/json-view.tsx'
import { Panel } from '../ui/panel.tsx'
import { Time } from '../ui/time.tsx'
import type { PersonView } from './person-graph.ts'

/** What a person is: state, factors, devices, and every attribute as Okta has it. */
export function PersonProfile({ org, person }: { org: string; person: PersonView }) {
  const { facts } = texts
  return (
    <Stack gap="md">
      <Panel title={texts.tabs.profile}>
        <dl className={classes['facts']}>
          <Fact name={facts.department}>{person.department ?? '—'}</Fact>
          <Fact name={facts.manager}>{person.manager ?? '—'}</Fact>
          <Fact name={facts.type}>{person.userType ?? '—'}</Fact>
          <Fact name={facts.provider}>{person.provider ?? '—'}</Fact>
          <Fact name={facts.lastSignIn}>
            <UseLine use={person.lastSignIn} />
          </Fact>
          <Fact name={facts.created}>
            <Time at={person.createdAt} />
          </Fact>
          <Fact name={facts.statusChanged}>
            <Time at={person.statusChangedAt} />
          </Fact>
          <Fact name={facts.passwordChanged}>
            <Time at={person.passwordChangedAt} />
          </Fact>
        </dl>
      </Panel>
      <Panel title={texts.factors}>
        {person.factors.length === 0 ? (
          <Text size="sm">{texts.noFactors}</Text>
        ) : (
          <dl className={classes['facts']}>
            {person.factors.map(({ id, type, status, name }) => (
              <Fact key={id} name={type}>
                {[status.toLowerCase().replaceAll('_', ' '), name]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </Fact>
            ))}
          </dl>
        )}
      </Panel>
      {person.devices.length + person.tokens.length + person.owns.length === 0 ? null : (
        <Panel title={[texts.devices, texts.tokens, texts.owns].join(', ')}>
          <dl className={classes['facts']}>
            <Fact name={texts.devices}>{person.devices.map(({ name }) => name).join(', ') || '—'}</Fact>
            <Fact name={texts.tokens}>{person.tokens.map(({ name }) => name).join(', ') || '—'}</Fact>
            <Fact name={texts.owns}>
              {person.owns.map(({ id, name }) => (
                <Fragment key={id}>
                  <Link to={addressOf('groups', org, id)} className="kw-link">
                    {name}
                  </Link>{' '}
                </Fragment>
              ))}
            </Fact>
          </dl>
        </Panel>
      )}
      <Panel title={texts.attributes}>
        <JsonView value={person.profile} reference={null} />
      </Panel>
    </Stack>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
