import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type SyntheticEvent } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { account } from '@keyway/api'
import { useAnswer, useSend } from '../app/requests.ts'
import { setupTexts } from '../texts/setup.ts'
import { Notice } from '../ui/notice.tsx'
import { Problem } from '../ui/problem.tsx'
import { Gate } from './gate.tsx'
import { toInnerAddress } from './inner-address.ts'

export function SignInPage() {
  const state = useAnswer(account.getSetup)
  const signIn = useSend(account.signIn)
  const client = useQueryClient()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    signIn.mutate(
      { body: { email: email.trim(), password } },
      {
        onSuccess: () => {
          client.clear()
          void navigate(toInnerAddress(search.get('next')), { replace: true })
        },
      },
    )
  }

  return (
    <Gate title={setupTexts.signInTitle}>
      {state.data?.needed === true ? (
        <Notice tone="doubt" mb="md">
          {setupTexts.setupNeeded}
        </Notice>
      ) : null}
      <form onSubmit={submit}>
        <Stack gap="md">
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
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            required
          />
          {signIn.error === null ? null : <Problem error={signIn.error} />}
          <Button type="submit" loading={signIn.isPending} disabled={email === '' || password === ''}>
            {setupTexts.signInAction}
          </Button>
        </Stack>
      </form>
    </Gate>
  )
}
