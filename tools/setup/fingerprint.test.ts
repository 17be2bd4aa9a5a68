import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fingerprint } from './fingerprint.mjs'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'keyway-fingerprint-'))
  write('src/a.ts', 'one')
  write('lock.json', '{}')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  writeFileSync(path.join(folder, file), text)
}

const take = () => fingerprint(folder, ['src', 'lock.json'])

test('other times do not change it', () => {
  const before = take()
  utimesSync(path.join(folder, 'src/a.ts'), new Date(0), new Date(0))
  expect(take()).toBe(before)
})

test.each([
  ['another content', 'src/a.ts', 'two'],
  ['another file', 'src/deep/b.ts', 'one'],
  ['another content of a single file', 'lock.json', '{"a":1}'],
])('%s changes it', (_name, file, text) => {
  const before = take()
  write(file, text)
  expect(take()).not.toBe(before)
})

test('what builds and installs write does not change it', () => {
  const before = take()
  write('src/node_modules/x/index.js', '')
  write('src/dist/index.html', '')
  write('src/.dist-stamp.json', '{}')
  expect(take()).toBe(before)
})
