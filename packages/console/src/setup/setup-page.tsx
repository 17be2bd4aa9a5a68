import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type SyntheticEvent } from 'react'
import { Link, useLocation, useNavigate } from 'react-router'
import { account } from '@keyway/api'
import { useAnswer, useSend } from '../app/requests.ts'
import { setupTexts } from '../texts/setup.ts'
import { Notice } from '../ui/notice.tsx'
import { Problem } from '../ui/problem.tsx'
import { Gate } from './gate.tsx'

const shortestPassword = 12

/** `/setup#<token>`: the first administrator. What follows `#` is not sent, so no log on the way keeps the token. */
export function SetupPage() {
  const token = useLocation().hash.slice(1)
  const state = useAnswer(account.getSetup)
  const isDone = state.data?.needed === false
  return (
    <Gate title={setupTexts.setupTitle} lead={setupTexts.setupLead}>
      {isDone ? (
        <Stack gap="md">
          <Notice tone="plain">{setupTexts.alreadyDone}</Notice>
          <Button component={Link} to="/sign-in">
            {setupTexts.signInAction}
          </Button>
        </Stack>
      ) : token === '' ? (
        <Notice tone="doubt">{setupTexts.noToken}</Notice>
      ) : (
        <SetupForm token={token} />
      )}
    </Gate>
  )
}

function SetupForm({ token }: { token: string }) {
  const complete = useSend(account.completeSetup)
  const client = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const missing = shortestPassword - password.length

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    complete.mutate(
      { body: { token, name: name.trim(), email: email.trim(), password } },
      {
        onSuccess: () => {
          client.clear()
          // The token must not stay in the history.
          void navigate('/okta', { replace: true })
        },
      },
    )
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={setupTexts.name}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoComplete="name"
          required
        />
        <TextInput
          label={setupTexts.email}
          type="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          autoComplete="username"
          required
        />
        <PasswordInput
          label={setupTexts.password}
          description={setupTexts.passwordHelp}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="new-password"
          error={password !== '' && missing > 0 ? setupTexts.passwordShort(missing) : null}
          required
        />
        {complete.error === null ? null : <Problem error={complete.error} />}
        <Button
          type="submit"
          loading={complete.isPending}
          disabled={missing > 0 || name.trim() === '' || email === ''}
        >
          {setupTexts.createAction}
        </Button>
      </Stack>
    </form>
  )
}
