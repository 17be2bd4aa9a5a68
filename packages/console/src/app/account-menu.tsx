import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { account } from '@keyway/api'
import { shellTexts } from '../texts/shell.ts'
import { useSend } from './requests.ts'
import { useSession } from './session.tsx'

const schemes = [
  { value: 'auto', icon: IconDeviceDesktop },
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
] as const

/** Who is signed in, the colour scheme, and the way out. */
export function AccountMenu() {
  const session = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const signOut = useSend(account.signOut)
  const client = useQueryClient()
  const navigate = useNavigate()

  const leave = () =>
    signOut.mutate(
      {},
      {
        onSettled: () => {
          client.clear()
          void navigate('/sign-in')
        },
      },
    )

  return (
    <Menu position="bottom-end" width={232} shadow="md">
      <Menu.Target>
        <UnstyledButton>
          <VisuallyHidden>{shellTexts.accountMenu(session.name)}</VisuallyHidden>
          <Avatar name={session.name} size={32} color="petrol" aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--kw-text)" truncate>
            {session.name}
          </Text>
          <Text size="xs" truncate>
            {session.email}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{shellTexts.scheme}</Menu.Label>
        {schemes.map(({ value, icon: Icon }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={colorScheme === value}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={colorScheme === value ? <IconCheck size={14} aria-hidden /> : null}
            onClick={() => setColorScheme(value)}
          >
            {shellTexts.schemes[value]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
          {shellTexts.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
