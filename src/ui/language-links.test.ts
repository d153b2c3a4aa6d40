import { expect, test } from 'vitest'
import { languageLinks } from './language-links.ts'

test('a language link keeps the page and its query, but not the name of a form action', () => {
  const links = languageLinks(new URL('http://x/terjola/people?q=nino&lang=fr&/save'), 'fr', ['fr', 'ka'])
  expect(links.map(({ tag, href, current }) => [tag, href, current])).toEqual([
    ['fr', '/terjola/people?q=nino&lang=fr', true],
    ['ka', '/terjola/people?q=nino&lang=ka', false],
  ])
})
