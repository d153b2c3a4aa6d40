/**
 * Short and pet forms of given names: a family speaks of Soso, his passport of Ioseb. Each line is one name with its forms, as they
 * are used in Georgia and in Russian-speaking families; a short form may belong to several names.
 */
import { nameKey } from './name-key.ts'

const NAMES = `
Aleksandre Alexander Aleksander Sandro Aleko Lekso Sasha Shura Alika Alex Sandrik
Aleksandra Sasha Shura Sanda Alexa
Aleksei Alyosha Lyosha Alex Aleko
Ana Anna Ani Aniko Anuki Anya Ania Annushka Anuka Anichka Anano
Anastasia Nastia Nastya Tasia Asya Tasiko
Andria Andrey Andrei Andro Andriko Andrew
Anzor Anzora Anzorik
Archil Achiko Achi
Avtandil Avto Avtiko Tandila
Beka Bekari Bekar
Besarion Besik Beso Besiki Vissarion
Bidzina Bidzia
Davit David Dato Datuna Datiko Data Dodik Datka
Darejan Daro Dariko Dali
Dimitri Dmitri Dima Mito Mitia Mitya Dito
Ekaterine Ekaterina Katerina Eka Katia Katya Keti Eko Kato Ekuna
Elene Elena Helen Helena Eliko Lena Elenka Leniko
Elisabed Elisabeth Elizaveta Eliso Liza Liziko Elza Beti Lizi
Evgeni Eugene Zhenia Zhenya Jenia Geno
Evgenia Zhenia Zhenya Jenia
Genadi Gennady Gena Geno
Giorgi Georgi Georgy George Gia Gio Goga Gogi Gogita Gogia Gogla Giga Zhora Yura Giorgos Gela Goka Gogu Gosha
Grigol Grigori Grisha Gigo Gigla Grigor
Guram Gura Guramik Guri
Ilia Ilya Iliko Iluka Elia Elias
Ioseb Iosebi Joseph Josif Iosif Soso Soselo Yosif
Irakli Iraklii Herakle Ika Irako Erekle Ira
Irina Irine Ira Irka Irisha Iriko Irma
Ivane Ivan Vano Vanya Vania Vaniko Vanichka John
Jemal Jema Jemo Jemala
Jimsher Jimi
Kakhaber Kakha Kakhi Kakhaberi
Ketevan Keti Keto Ketino Ketuna Katevan Qeti Keta
Khatuna Khato Khatia Khatka
Konstantine Konstantin Kote Kostia Kostya Koka Kotiko
Lamara Lamzira Lamariko
Lavrenti Lavrosi Lado
Leila Lela Leiliko
Levan Leo Levaniko Leva Levo Levanchik
Liudmila Ludmila Luda Lusia Liusi Mila Luiza
Liubov Lyubov Luba Lyuba
Luka Luke Lukaia
Magda Magdalina Magdana Magdalena
Manana Manoni Mana Manchka
Malkhaz Malkho Malkhazi Maxo
Mamuka Mamia Mamu
Maia Maya Maiko Maiuka Maiuna
Mariam Maria Mary Mari Maro Marika Mariami Maka Maria Masha Marusia Mariko Meri Marine Maiko Marikuna
Marina Marine Mari Marika Marinka
Medea Mediko Medo
Merab Mero Meriko Merabi
Mikheil Mikhail Michael Misha Mikho Miho Mikela Michel
Mohamed Mohammed Muhammad Mahmad Hamo
Murman Muri
Nana Nani Nanuka Naniko Nanuli
Natalia Natalie Nata Nato Natasha Natia Natali
Natela Nata Nato Nateliko Natela
Nikoloz Nikolai Nicholas Nika Kolia Kolya Niko Nikolay Nikusha Koka Nikolaz
Nino Nina Ninuca Niniko Ninutsa Ninia Ninka Nini Ninucha
Nodar Nodariko Noda
Nugzar Nugo Nukri Nuki Nuzari
Olga Olia Olya Oliko Olka
Otar Oto Otariko Otia
Pavle Pavel Pasha Paata Pavlik Paul Pavlo
Petre Petr Pyotr Peter Petia Petya Petriko
Ramaz Ramazi Rama
Revaz Rezo Reziko Rezik Revazi
Robert Robiko Robi Roba
Roland Rola Rolandi
Rusudan Ruso Rusiko Rusika Rusuda
Salome Sali Saliko Salo Salomea
Sergo Sergei Sergey Serioja Seriozha Serge Serik Sergi
Shalva Shaliko Shalika Shako
Shorena Shoka Shorka Shore
Simon Semion Siko Simonika Sima
Sofio Sopio Sofia Sopo Sopiko Sofiko Sonia Sonya Sofi Sophie Sopho
Svetlana Sveta Lana Svetiko
Tamar Tamara Tamriko Tamuna Tako Tamo Tamta Tako Tamusia Toma Tamriko
Tamaz Tazo Tamazi Tama
Tatiana Tania Tanya Tata Tatia
Teimuraz Temur Temo Teimur Temuri Timur Temuka Temiko
Tengiz Tengo Tenguli Tengizi Tengiza
Teona Teo Teoniko Tea
Tinatin Tina Tiko Tinano Tinatina Tiniko Tika
Vakhtang Vakho Vakha Vakhtangi Vato Vakhushti Vakhtiko
Vasil Vasili Vasily Vaso Vasia Vasya Vasiko Basil
Valentina Valia Valya Valiko
Valerian Valeri Valera Valiko Vale
Vladimer Vladimir Lado Vova Volodia Volodya Ladiko Vladi Valodia Vladik
Zaur Zauri Zaura Zauriko
Zinaida Zina Ziniko Zinka
Zurab Zura Zuriko Zurabi Zuka Zurik
Zviad Zviadi Zvio
`

function readNames(): Map<string, readonly number[]> {
  const groups = new Map<string, number[]>()
  for (const [group, line] of NAMES.trim().split('\n').entries()) {
    for (const name of line.split(' ')) {
      const key = nameKey(name)
      const of = groups.get(key) ?? []
      if (!of.includes(group)) of.push(group)
      groups.set(key, of)
    }
  }
  return groups
}

const groupsOf = readNames()

/** Whether one given name can be a short form of the other or of the same name. Both as search keys; a name is its own form. */
export function areFormsOfOneName(keyA: string, keyB: string): boolean {
  if (keyA === keyB) return true
  const a = groupsOf.get(keyA)
  const b = groupsOf.get(keyB)
  return a !== undefined && b !== undefined && a.some((group) => b.includes(group))
}
