import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'keyway-count-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Report = {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

function answer(report: Report | undefined, status: number): { line: string; code: number | null } {
  const file = path.join(folder, report === undefined ? 'absent.json' : 'results.json')
  if (report !== undefined) writeFileSync(file, JSON.stringify(report))
  const script = path.join(import.meta.dirname, 'count-tests.mjs')
  const run = spawnSync(process.execPath, [script, file, String(status)], { encoding: 'utf8' })
  return { line: run.stdout, code: run.status }
}

const passing = { status: 'passed', assertionResults: [{ status: 'passed' }] }
const unloadable = { status: 'failed', assertionResults: [] }

test('a clean run succeeds', () => {
  const report = { numPassedTests: 12, numFailedTests: 0, testResults: [passing] }
  expect(answer(report, 0)).toEqual({ line: '12 passed, 0 failed\n', code: 0 })
})

test('a file that does not load counts as failed', () => {
  const report = { numPassedTests: 12, numFailedTests: 2, testResults: [passing, unloadable] }
  expect(answer(report, 1)).toEqual({ line: '12 passed, 3 failed\n', code: 1 })
})

test('a failed check is never shown as a clean run', () => {
  const report = { numPassedTests: 12, numFailedTests: 0, testResults: [passing] }
  expect(answer(report, 1)).toEqual({ line: '12 passed, 1 failed\n', code: 1 })
})

test('a run without a report or without tests has failed', () => {
  expect(answer(undefined, 1)).toEqual({ line: '0 passed, 1 failed\n', code: 1 })
  expect(answer({ numPassedTests: 0, numFailedTests: 0, testResults: [] }, 0).code).toBe(1)
})
