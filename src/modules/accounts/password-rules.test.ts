import { expect, test } from 'vitest'
import { passwordMistake } from './password-rules.ts'

test.each([
  ['short1!', 'password_short'],
  ['პაროლი123', 'password_short'],
  ['x'.repeat(201), 'password_long'],
  ['password123', 'password_common'],
  ['P4ssw0rd!!2026', 'password_common'],
  ['qwertyuiop', 'password_common'],
  ['1234567890', 'password_common'],
  ['aaaaaaaaaaaa', 'password_common'],
  ['abcabcabcabc', 'password_common'],
  ['ილიაილიაილია', 'password_common'],
  ['adminpassword', 'password_common'],
  ['Welcome2026!', 'password_common'],
  ['nino.beridze1', 'password_personal'],
  ['terjola2026', 'password_personal'],
])('%s is refused: %s', (password, mistake) => {
  expect(passwordMistake(password, ['nino.beridze@example.org', 'Nino Beridze', 'Migration office of Terjola'])).toBe(mistake)
})

test.each(['three goats on a red roof', 'ოთხი თხა წითელ სახურავზე', 'أربع عنزات على سطح أحمر', 'kV9#tq2Lw0', 'correct horse battery staple', 'Nino likes yellow umbrellas'])('%s will do', (password) => {
  expect(passwordMistake(password, ['nino@example.org', 'Nino Beridze'])).toBeUndefined()
})

test('a password made to be slow to judge is judged at once', () => {
  expect(passwordMistake('ab'.repeat(100))).toBe('password_common')
  expect(passwordMistake(`${'a'.repeat(100)}${'b'.repeat(100)}`)).toBe('password_common')
})
