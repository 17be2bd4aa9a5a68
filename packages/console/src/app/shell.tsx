import { AppShell, Burger, Group, NavLink, ScrollArea, Text, VisuallyHidden } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { Link, NavLink as RouterNavLink, Outlet, useLocation } from 'react-router'
import { Suspense } from 'react'
import { PaletteButton } from '../command-palette/palette-button.tsx'
import { useOpenCount } from '../questions/use-open-questions.ts'
import { questionTexts } from '../texts/questions.ts'
import { shellTexts } from '../texts/shell.ts'
import { PageSkeleton } from '../ui/skeletons.tsx'
import { AccountMenu } from './account-menu.tsx'
import { LiveProvider } from './live.tsx'
import { LiveMark } from './live-mark.tsx'
import { Logo } from './logo.tsx'
import { navigation } from './navigation.ts'
import { RequireSession } from './session.tsx'
import classes from './shell.module.css'

/** Header, menu and the page. */
export function Shell() {
  return (
    <RequireSession>
      <LiveProvider>
        <Frame />
      </LiveProvider>
    </RequireSession>
  )
}

function Frame() {
  const [isOpen, menu] = useDisclosure(false)
  const { pathname } = useLocation()
  const main = useRef<HTMLElement>(null)
  const isFirst = useRef(true)

  useEffect(() => {
    menu.close()
    // A new page starts where a screen reader expects it, but the first one leaves the focus alone; so does one that
    // appears behind a dialog, such as a palette opened while the page was still on its way.
    if (isFirst.current) isFirst.current = false
    else if (document.activeElement?.closest('[role="dialog"]') == null)
      main.current?.focus({ preventScroll: true })
    // eslint-disable-next-line react/exhaustive-deps -- only the address matters; `menu` is new on each render
  }, [pathname])

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 240, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={0}
    >
      <a href="#main" className="kw-skip">
        {shellTexts.skip}
      </a>
      <AppShell.Header className={classes['header'] ?? ''}>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={isOpen ? shellTexts.closeMenu : shellTexts.openMenu}
              aria-expanded={isOpen}
            />
            <Link to="/executions" className={classes['brand']} aria-label={shellTexts.product}>
              <Logo size={28} />
              <Text span fw={680} size="lg" className={classes['brandName'] ?? ''}>
                {shellTexts.product}
              </Text>
            </Link>
          </Group>
          <Group gap="sm" wrap="nowrap">
            <PaletteButton />
            <LiveMark />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes['navbar'] ?? ''} aria-label={shellTexts.navigation}>
        <AppShell.Section grow component={ScrollArea} px="sm" py="md">
          {navigation.map((group) => (
            <div key={group.title} className={classes['group']}>
              <Text component="h2" className={classes['groupTitle'] ?? ''}>
                {group.title}
              </Text>
              {group.items.map(({ to, label, icon: Icon }) => (
                <NavLink
                  key={to}
                  component={RouterNavLink}
                  to={to}
                  label={label}
                  noWrap
                  leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
                  rightSection={to === '/questions' ? <OpenCount /> : null}
                  active={pathname === to || pathname.startsWith(`${to}/`)}
                  className={classes['link'] ?? ''}
                />
              ))}
            </div>
          ))}
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} ref={main} className={classes['main'] ?? ''}>
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  )
}

/** How many questions wait for the person who looks. */
function OpenCount() {
  const count = useOpenCount()
  if (count === null) return null
  return (
    <>
      <span className={classes['count']} aria-hidden>
        {count}
      </span>
      <VisuallyHidden>{questionTexts.badge(count)}</VisuallyHidden>
    </>
  )
}
