import type {Strings} from '../desk.ts';

// Written as Welsh, not word for word; awaits review by a native speaker.

/** A number of things keeps its noun in the singular; feminine ones change the first two numerals. */
const NUMBERS: readonly (string | undefined)[] = [
  undefined,
  'un',
  'dau',
  'tri',
  'pedwar',
  'pump',
  'chwech',
];

export const cy: Strings = {
  $code: 'cy',
  $name: 'Cymraeg',
  $dir: 'ltr',
  rubricLoading: 'Wrthi’n agor yr adolygiad',
  rubricEmpty: 'Does dim i’w ateb yma eto. Daw’r meini prawf pan fydd fframwaith wedi’i ddewis.',
  rubricError: 'Doedd dim modd agor yr adolygiad hwn.',
  rubricErrorOffline:
    'Does dim cysylltiad, ac nid yw’r adolygiad hwn wedi’i agor ar y ddyfais hon o’r blaen.',
  rubricErrorNotFound: 'Does dim adolygiad yma i chi ei weld. Holwch y person a’ch gwahoddodd.',
  rubricErrorSignedOut: 'Rydych chi wedi’ch allgofnodi.',
  rubricErrorFramework: 'Does dim modd defnyddio’r ffeil fframwaith hon. Ni lwythwyd dim ohoni.',
  rubricErrorKept: 'Mae’r hyn a ysgrifennoch wedi’i gadw yma.',
  rubricReference: (id) => `Cyfeirnod: ${id}`,
  rubricRetry: 'Rhowch gynnig arall arni',
  rubricSignIn: 'Mewngofnodi eto',
  rubricKeepCopy: 'Cadw copi',

  rubricContents: 'Cynnwys',
  rubricProgress: (done, all) => `${String(done)} o ${String(all)} wedi’u hateb`,
  rubricProgressWritten: (done, all) =>
    `${String(done)} o ${String(all)} wedi’u hysgrifennu gan yr ysgol`,
  rubricProgressAgreed: (done, all) => `${String(done)} o ${String(all)} wedi’u cytuno`,
  rubricAnswered: 'wedi’i ateb',
  rubricNotAnswered: 'heb ei ateb eto',
  rubricFocus: 'Dan sylw',
  rubricRest: (n) => `${String(n)} maen prawf arall`,
  rubricOwnQuestions: 'Cwestiynau’r adolygiad hwn',
  rubricPrompts: 'Ble i edrych',
  rubricYourAnswer: 'Eich ateb',
  rubricInWords: 'Ateb mewn geiriau',
  rubricNotSeen: 'Heb edrych arno',
  rubricNotEnough: 'Dim digon o dystiolaeth',
  rubricNa: 'Ddim yn berthnasol',
  rubricReason: 'Pam?',
  rubricConfidence: 'Pa mor sicr ydych chi?',
  rubricConfidenceNone: 'Heb ddweud',
  rubricConfidenceLow: 'Un ffynhonnell',
  rubricConfidenceMedium: 'Dwy ffynhonnell yn cytuno',
  rubricConfidenceHigh: 'Tri math neu fwy yn cytuno',
  rubricClear: 'Clirio’r ateb',
  rubricNarrative: 'Mewn geiriau',
  rubricNote: 'Nodyn',
  rubricStrengths: 'Beth aeth yn dda',
  rubricEvenBetterIf: 'Gwell fyth pe bai',
  rubricAdd: 'Ychwanegu:',
  rubricLeft: (n) => `${String(n)} nod ar ôl`,
  rubricTooLong: (n) => `${String(n)} nod yn ormod. Byrhewch y testun, a chaiff ei gadw.`,
  rubricNothingWritten: 'Does dim wedi’i ysgrifennu.',
  rubricHeld: 'Newidiodd rhywun hwn: dangos',
  rubricPractice: 'Ysgrifennwch am arferion, byth am ddisgybl neu aelod o staff wrth eu henw.',

  rubricReadersYou: 'Chi yn unig',
  rubricReadersLater: (now, until, later) => `${now}, ${until}; wedyn ${later}`,
  rubricReadersAlso: (now, until, later) => `${now}, ${until}; wedyn hefyd ${later}`,
  rubricReadersDraft:
    'Eich ysgol yn unig, nes i chi ei rannu neu i’r ymweliad ddechrau; wedyn y tîm adolygu',
  rubricReadersAlone: 'Chi yn unig: mae’n aros ar y ddyfais hon nes i chi ei anfon',
  rubricUntilIndependent: 'nes i’r ymweliad ddechrau',
  rubricUntilModeration: 'nes i’r sgorio gau',
  rubricUntilAgreed: 'nes i’r canfyddiadau gael eu rhyddhau',
  rubricUntilPublished: 'nes i’r adroddiad gael ei dderbyn',
  rubricWhoSchool: 'yr ysgol',
  rubricWhoYourSchool: 'eich ysgol',
  rubricWhoTeam: 'y tîm adolygu',
  rubricWhoFacilitator: 'yr hwylusydd',
  rubricWhoPartner: 'partner yr ysgol',
  rubricWhoReader: 'darllenwyr a ddewiswyd gan yr ysgol',

  rubricEditing: 'Wrthi’n teipio',
  rubricDevice: 'Wedi’i gadw ar y ddyfais hon',
  rubricSending: 'Wrthi’n anfon',
  rubricSaved: 'Wedi’i gadw',
  rubricRefused: 'Heb ei dderbyn, wedi’i gadw yma',
  rubricNotSaved: 'Heb ei gadw',
  rubricOffline: (since) =>
    `Dim cysylltiad. Mae’r hyn a ysgrifennwch yn cael ei gadw ar y ddyfais hon, a’i anfon pan fyddwch yn ôl ar-lein.${since}`,
  rubricAsOf: (when) => ` Rydych yn gweld yr adolygiad fel yr oedd ${when}.`,
  rubricGone:
    'Ni chewch weld yr adolygiad hwn mwyach. Mae’r hyn nad ydych wedi’i anfon eto wedi’i gadw ar y ddyfais hon.',
  rubricSignedOut: (as) =>
    `Rydych chi wedi’ch allgofnodi. Daliwch ati i ysgrifennu: mae’n cael ei gadw ar y ddyfais hon. Mewngofnodwch i’w anfon.${as}`,
  rubricWritingAs: (name) => ` Rydych yn ysgrifennu fel ${name}.`,
  rubricNotSavedHelp:
    'Nid yw’r ddyfais hon yn gallu cadw’r hyn a ysgrifennwch. Mae’n aros ar y dudalen tra bydd ar agor. Cadwch gopi, wedyn gwnewch le a rhowch gynnig arall arni.',
  rubricNotKept:
    'Nid yw’r ddyfais hon yn cadw dim. Dim ond nes i chi adael y dudalen y mae’r hyn a ysgrifennwch yma.',
  rubricTrouble: (n) =>
    `Mae angen eich sylw mewn ${String(n)} lle: gweler o dan yr atebion dan sylw.`,

  rubricReadonly: 'Gallwch ddarllen yr adolygiad hwn. Dim ond ei awduron sy’n ysgrifennu ynddo.',
  rubricPhases: 'Pa mor bell y mae’r adolygiad',
  rubricPhaseSelf: 'Hunanadolygiad',
  rubricPhaseIndependent: 'Ymweliad',
  rubricPhaseModeration: 'Cymedroli',
  rubricPhaseAgreed: 'Adroddiad',
  rubricPhasePublished: 'Derbyniwyd',
  rubricNextSelfHostDraft:
    'Ysgrifennwch farn eich ysgol. Nid oes neb y tu allan i’ch ysgol yn ei gweld nes i chi ei rhannu.',
  rubricNextSelfHostShared:
    'Gall y tîm adolygu ddarllen eich hunanadolygiad. Gallwch ddal ati i ysgrifennu nes i’r arweinydd ddechrau’r ymweliad.',
  rubricNextSelfLeadDraft:
    'Mae’r ysgol yn ysgrifennu ei hunanadolygiad. Gallwch ddechrau’r ymweliad pan fydd yr ysgol wedi’i rannu.',
  rubricNextSelfLeadShared:
    'Mae’r ysgol wedi rhannu ei hunanadolygiad. Dechreuwch yr ymweliad ar y diwrnod: wedyn ni fydd yr hunanadolygiad yn newid.',
  rubricNextSelfDraft: 'Mae’r ysgol yn ysgrifennu ei hunanadolygiad. Nid yw wedi’i rannu eto.',
  rubricNextSelfShared:
    'Mae’r ysgol wedi rhannu ei hunanadolygiad. Nesaf, bydd yr arweinydd yn dechrau’r ymweliad.',
  rubricNextIndependentTeam:
    'Ysgrifennwch yr hyn a welsoch, a barnwch ar eich pen eich hun. Nid oes neb yn darllen eich barn nes i’r arweinydd gau’r sgorio.',
  rubricNextIndependentIn: 'Mae’ch barn i mewn. Nesaf, bydd yr arweinydd yn cau’r sgorio.',
  rubricNextIndependent:
    'Mae’r tîm yn ymweld, a phob adolygydd yn barnu ar ei ben ei hun. Cewch weld yr hyn y mae’r tîm yn cytuno arno pan fydd yr arweinydd yn ei ryddhau.',
  rubricNextModerationLead:
    'Mae’r sgorio wedi cau, a’r tîm yn gweld barn pawb. Ysgrifennwch yr hyn y mae’r tîm yn cytuno arno, wedyn rhyddhewch ef i’r ysgol.',
  rubricNextModerationReviewer:
    'Mae’r sgorio wedi cau, a’r tîm yn gweld barn pawb. Trafodwch lle rydych yn wahanol. Cadwch eich barn, neu newidiwch hi.',
  rubricNextModeration:
    'Mae’r tîm yn cytuno ar ei ganfyddiadau. Cewch eu gweld pan fydd yr arweinydd yn eu rhyddhau.',
  rubricNextAgreedHost:
    'Dyma ganfyddiadau’r tîm. Gwiriwch y ffeithiau, ychwanegwch eich sylw, wedyn derbyniwch yr adroddiad: eich adroddiad chi fydd ef.',
  rubricNextAgreedTeam:
    'Mae’r canfyddiadau gan yr ysgol. Nesaf, bydd yn gwirio’r ffeithiau ac yn derbyn yr adroddiad.',
  rubricNextAgreed:
    'Mae’r ysgol yn gwirio’r ffeithiau. Cewch weld yr adroddiad pan fydd wedi’i dderbyn.',
  rubricNextPublishedHost:
    'Eich adroddiad chi yw hwn. Chi sy’n penderfynu pwy arall sy’n ei ddarllen, a than pryd.',
  rubricNextPublished: 'Mae’r ysgol wedi derbyn yr adroddiad.',
  rubricIn: (n, of) => `${String(n)} o ${String(of)} wedi cyflwyno`,
  rubricIsIn: 'i mewn',
  rubricIsNotIn: 'ddim i mewn eto',
  rubricShare: 'Rhannu â’r tîm',
  rubricStart: 'Dechrau’r ymweliad',
  rubricClose: 'Cau’r sgorio',
  rubricRelease: 'Rhyddhau i’r ysgol',
  rubricReopen: 'Ailagor y cymedroli',
  rubricSubmit: 'Cyflwyno fy marn',
  rubricWithdraw: 'Ei chymryd yn ôl i’w newid',
  rubricAccept: 'Derbyn yr adroddiad',
  rubricPropose: 'Cynnig gweithred',
  rubricChooseAnswer: (title) => `Atebwch “${title}”.`,
  rubricUndo: 'Dadwneud',
  rubricEmptied: 'Mae’r drafft yn wag eto.',
  rubricFooter: (title, version, hash) => `${title}, fersiwn ${version}${hash ? `, ${hash}` : ''}`,

  rubricCancel: 'Canslo',
  rubricShareTitle: 'Rhannu’ch hunanadolygiad â’r tîm?',
  rubricShareBody:
    'Bydd y tîm adolygu yn ei ddarllen o hyn allan, tan 30 diwrnod ar ôl yr adroddiad. Gallwch ei newid o hyd nes i’r ymweliad ddechrau.',
  rubricStartTitle: 'Dechrau’r ymweliad?',
  rubricStartBody:
    'Ni fydd yr hunanadolygiad yn newid wedyn. Bydd pob adolygydd yn barnu ar ei ben ei hun nes i chi gau’r sgorio.',
  rubricCloseTitle: 'Cau’r sgorio?',
  rubricCloseBody: 'Bydd barn pawb yn agored i’r tîm cyfan wedyn. Ni all neb ddadwneud hyn.',
  rubricCloseMissing: 'Ddim i mewn eto:',
  rubricReleaseTitle: 'Rhyddhau’r canfyddiadau i’r ysgol?',
  rubricReleaseBody:
    'Bydd yr ysgol yn darllen yr hyn y cytunodd y tîm arno, a barn wahanol heb enwau. Ni fydd byth yn gweld barn un adolygydd.',
  rubricReleaseMissing: 'Cytunwch, neu cytunwch i anghytuno, ar y rhain yn gyntaf:',
  rubricReopenTitle: 'Ailagor y cymedroli?',
  rubricReopenBody: 'Ni fydd yr ysgol yn gweld y canfyddiadau nes i chi eu rhyddhau eto.',
  rubricReopenWhy: 'Pam? Bydd yr ysgol a’r tîm yn darllen hyn.',
  rubricSubmitTitle: 'Cyflwyno’ch barn?',
  rubricSubmitBody:
    'Bydd dan sêl nes i’r arweinydd gau’r sgorio. Gallwch ei chymryd yn ôl tan hynny.',
  rubricSubmitMissing: 'Heb eu hateb eto:',
  rubricAcceptTitle: 'Derbyn yr adroddiad?',
  rubricAcceptBody:
    'Bydd yn derfynol wedyn, ac yn eiddo i chi. Chi sy’n penderfynu pwy arall sy’n ei ddarllen.',

  rubricTiesTitle: 'Yn gyntaf, eich cysylltiadau â’r ysgol hon',
  rubricTiesBody:
    'Nid yw adolygydd sy’n agos at ysgol yn gallu cael ei weld yn deg. Dywedwch hynny nawr; bydd yr ysgol a’r arweinydd yn ei ddarllen. Nid yw’n fai bod â chysylltiadau.',
  rubricTiesNone: 'Does gen i ddim cysylltiad â’r ysgol hon',
  rubricTiesSome: 'Mae gen i gysylltiadau â’r ysgol hon',
  rubricTiesExamples:
    'Er enghraifft: bûm yn gweithio yno, mae fy mhlentyn yn mynd yno, rwy’n adnabod y pennaeth yn dda.',
  rubricTiesWhich: 'Pa gysylltiadau?',
  rubricTiesDeclare: 'Datgan a mynd ymlaen',

  rubricVoices: 'Yr hyn y mae pob un ohonoch yn ei ddweud',
  rubricYou: (name) => `${name} (chi)`,
  rubricSelfView: (school) => `${school}, ei barn ei hun`,
  rubricNobody: 'Nid atebodd neb',
  rubricOne: 'Un person a farnodd hyn',
  rubricAllAgreed: (n) =>
    n === 2 ? 'Y ddau yn cytuno' : `Pob un o’r ${NUMBERS[n] ?? String(n)} yn cytuno`,
  rubricNear: 'Un lefel ar wahân',
  rubricApart: 'Trafodwch hwn',
  rubricOther: (n, answer) => `“${answer}”: ${NUMBERS[n] ?? String(n)}`,
  rubricMine: 'Cadw neu newid eich barn eich hun',
  rubricTeamSays: 'Barn y tîm',
  rubricAgreedAnswer: 'Ateb y cytunwyd arno',
  rubricRationale: 'Pam',
  rubricFinding: 'Canfyddiad',
  rubricDissent: 'Barn wahanol, heb enwau: un ar bob llinell',
  rubricDissentRead: 'Barn wahanol yn y tîm',
  rubricState: 'Safbwynt y tîm',
  rubricStateOpen: 'Ar agor o hyd',
  rubricStateAgreed: 'Cytunwyd',
  rubricStateDiffer: 'Cytunwyd i anghytuno',
  rubricNoFinding: 'Nid yw’r tîm wedi ysgrifennu canfyddiad yma.',
  rubricReport: 'Yr adroddiad yn ei gyfanrwydd',
  rubricReportStrengths: 'Cryfderau: un ar bob llinell',
  rubricReportEvenBetterIf: 'Gwell fyth pe bai: un ar bob llinell',
  rubricFactualCheck: 'Gwirio ffeithiau: beth sydd ddim yn gywir?',
  rubricHostComment: 'Sylw’r ysgol',
  rubricReopened: 'Pam y cafodd ei ailagor',
  rubricSelfRead: 'Barn yr ysgol ei hun',
  rubricNotShared:
    'Nid yw’r ysgol wedi rhannu ei hunanadolygiad eto. Does dim i’w ddarllen hyd yma.',

  rubricConflict: 'Dau werth, a’r ddau wedi’u cadw. Dewiswch un.',
  rubricConflictMine: 'Eich un chi',
  rubricConflictWhen: (who, when) => `${who}, ${when}`,
  rubricConflictEmpty: 'gwag',
  rubricUseMine: 'Defnyddio f’un i',
  rubricUseTheirs: 'Defnyddio’r llall',
  rubricKeepBoth: 'Cadw’r ddau',
  rubricSomebody: 'Cydweithiwr',
  rubricRefusal: 'Ni dderbyniodd y gwasanaeth hwn. Mae wedi’i gadw ar y ddyfais hon.',
  rubricLetGo: 'Gollwng gafael arno',

  rubricActionTitle: 'Beth gaiff ei wneud?',
  rubricActionDetail: 'Sut byddwch chi’n gwybod iddo weithio?',
  rubricActionDue: 'Erbyn pryd?',
};
