import type { SignOnMode } from '../org/apps.ts'
import type { UserStatus } from '../org/user.ts'

/** The people, groups and apps of Acme, a company that exists only here. */
export type Person = {
  firstName: string
  lastName: string
  title: string
  department: string
  /** Login name before the `@` of the manager, absent for the head of the company. */
  manager?: string
  /** default ACTIVE */
  status?: UserStatus
  /** Days between the first day at work and now. */
  sinceDays: number
}

export const domain = 'acme.test'

export const people: readonly Person[] = [
  {
    firstName: 'Olivia',
    lastName: 'Bennett',
    title: 'Chief Executive Officer',
    department: 'Executive',
    sinceDays: 1460,
  },
  {
    firstName: 'Rafael',
    lastName: 'Costa',
    title: 'VP Engineering',
    department: 'Engineering',
    manager: 'olivia.bennett',
    sinceDays: 1210,
  },
  {
    firstName: 'Mei',
    lastName: 'Tanaka',
    title: 'Engineering Manager',
    department: 'Engineering',
    manager: 'rafael.costa',
    sinceDays: 990,
  },
  {
    firstName: 'Jonas',
    lastName: 'Weber',
    title: 'Staff Engineer',
    department: 'Engineering',
    manager: 'mei.tanaka',
    sinceDays: 940,
  },
  {
    firstName: 'Priya',
    lastName: 'Raman',
    title: 'Software Engineer',
    department: 'Engineering',
    manager: 'mei.tanaka',
    sinceDays: 610,
  },
  {
    firstName: 'Tomás',
    lastName: 'Herrera',
    title: 'Software Engineer',
    department: 'Engineering',
    manager: 'mei.tanaka',
    sinceDays: 405,
  },
  {
    firstName: 'Aisha',
    lastName: 'Diallo',
    title: 'Site Reliability Engineer',
    department: 'Engineering',
    manager: 'rafael.costa',
    sinceDays: 380,
  },
  {
    firstName: 'Lukas',
    lastName: 'Novak',
    title: 'Contract Developer',
    department: 'Engineering',
    manager: 'mei.tanaka',
    sinceDays: 120,
  },
  {
    firstName: 'Grace',
    lastName: 'Okafor',
    title: 'Chief Financial Officer',
    department: 'Finance',
    manager: 'olivia.bennett',
    sinceDays: 1320,
  },
  {
    firstName: 'Lin',
    lastName: 'Zhao',
    title: 'Accountant',
    department: 'Finance',
    manager: 'grace.okafor',
    sinceDays: 720,
  },
  {
    firstName: 'Peter',
    lastName: 'Lindqvist',
    title: 'Payroll Specialist',
    department: 'Finance',
    manager: 'grace.okafor',
    sinceDays: 510,
  },
  {
    firstName: 'Hannah',
    lastName: 'Meyer',
    title: 'VP People',
    department: 'People',
    manager: 'olivia.bennett',
    sinceDays: 1100,
  },
  {
    firstName: 'Samuel',
    lastName: 'Adeyemi',
    title: 'People Partner',
    department: 'People',
    manager: 'hannah.meyer',
    sinceDays: 460,
  },
  {
    firstName: 'Chloé',
    lastName: 'Martin',
    title: 'Recruiter',
    department: 'People',
    manager: 'hannah.meyer',
    sinceDays: 210,
  },
  {
    firstName: 'Diego',
    lastName: 'Fernández',
    title: 'VP Sales',
    department: 'Sales',
    manager: 'olivia.bennett',
    sinceDays: 1015,
  },
  {
    firstName: 'Emma',
    lastName: 'Johansson',
    title: 'Account Executive',
    department: 'Sales',
    manager: 'diego.fernandez',
    sinceDays: 640,
  },
  {
    firstName: 'Noah',
    lastName: 'Williams',
    title: 'Account Executive',
    department: 'Sales',
    manager: 'diego.fernandez',
    sinceDays: 330,
  },
  {
    firstName: 'Yuki',
    lastName: 'Sato',
    title: 'Sales Engineer',
    department: 'Sales',
    manager: 'diego.fernandez',
    sinceDays: 300,
  },
  {
    firstName: 'Fatima',
    lastName: 'El-Sayed',
    title: 'Sales Development Representative',
    department: 'Sales',
    manager: 'diego.fernandez',
    status: 'SUSPENDED',
    sinceDays: 150,
  },
  {
    firstName: 'Ada',
    lastName: 'Nwosu',
    title: 'IT Director',
    department: 'IT',
    manager: 'olivia.bennett',
    sinceDays: 1180,
  },
  {
    firstName: 'Marco',
    lastName: 'Rossi',
    title: 'Identity Engineer',
    department: 'IT',
    manager: 'ada.nwosu',
    sinceDays: 690,
  },
  {
    firstName: 'Sofia',
    lastName: 'Petrova',
    title: 'Help Desk Analyst',
    department: 'IT',
    manager: 'ada.nwosu',
    sinceDays: 275,
  },
  {
    firstName: 'Victor',
    lastName: 'Hansen',
    title: 'Security Analyst',
    department: 'IT',
    manager: 'ada.nwosu',
    status: 'LOCKED_OUT',
    sinceDays: 430,
  },
  {
    firstName: 'Zoe',
    lastName: 'Campbell',
    title: 'Software Engineer',
    department: 'Engineering',
    manager: 'mei.tanaka',
    status: 'STAGED',
    sinceDays: 2,
  },
  {
    firstName: 'Ethan',
    lastName: 'Brooks',
    title: 'Account Executive',
    department: 'Sales',
    manager: 'diego.fernandez',
    status: 'DEPROVISIONED',
    sinceDays: 800,
  },
]

export const admins = { 'ada.nwosu': 'SUPER_ADMIN', 'sofia.petrova': 'HELP_DESK_ADMIN' } as const

export type GroupPlan = { name: string; description: string; has(person: Person): boolean }

const ofDepartment = (department: string) => (person: Person) => person.department === department

export const groups: readonly GroupPlan[] = [
  { name: 'Engineering', description: 'Everyone who builds the product', has: ofDepartment('Engineering') },
  { name: 'Finance', description: 'Accounting and payroll', has: ofDepartment('Finance') },
  { name: 'Sales', description: 'Customer-facing staff', has: ofDepartment('Sales') },
  { name: 'IT Admins', description: 'People who run the tools', has: ofDepartment('IT') },
  {
    name: 'Managers',
    description: 'Everyone who leads people',
    has: ({ title }) => /VP|Chief|Manager|Director/.test(title),
  },
  { name: 'Contractors', description: 'External staff', has: ({ title }) => title.startsWith('Contract') },
]

export type AppPlan = {
  name: string
  label: string
  signOnMode: SignOnMode
  groups: readonly string[] | 'everyone'
}

export const apps: readonly AppPlan[] = [
  { name: 'slack', label: 'Slack', signOnMode: 'SAML_2_0', groups: 'everyone' },
  { name: 'github_enterprise', label: 'GitHub', signOnMode: 'SAML_2_0', groups: ['Engineering'] },
  { name: 'salesforce', label: 'Salesforce', signOnMode: 'SAML_2_0', groups: ['Sales', 'Finance'] },
  { name: 'oidc_client', label: 'Payroll', signOnMode: 'OPENID_CONNECT', groups: ['Finance'] },
]
