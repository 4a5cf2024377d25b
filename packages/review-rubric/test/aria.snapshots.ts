/** What Chromium gives a screen reader, role and name, as it was read through by a person. */
export const aria: Readonly<Record<string, string>> = {
  'school drafts': `
status “”
paragraph “”
paragraph “”
list “How far the review is”
  listitem “”
  listitem “”
  listitem “”
  listitem “”
  listitem “”
paragraph “”
button “Share with the team”
navigation “Contents”
  paragraph “”
  list “”
    listitem “”
      paragraph “”
      list “”
        listitem “”
          button “A curriculum with a thread answered”
        listitem “”
          button “Checking, then changing not answered yet”
    listitem “”
      group “”
        DisclosureTriangle “2 other criteria”
paragraph “”
heading “Learning in classrooms”
paragraph “”
group “A1 A curriculum with a thread”
  Legend “”
    heading “A1 A curriculum with a thread”
  paragraph “”
  group “”
    DisclosureTriangle “Where to look”
  LabelText “”
  textbox “Where is the thread strong?”
  radio “Answer in words”
  LabelText “”
    radio “Not looked at”
  LabelText “”
    radio “Not enough evidence”
  LabelText “”
    radio “Does not apply”
  LabelText “”
  combobox “How sure are you?”
    MenuListPopup “”
      option “ Not said ”
      option “ One source ”
      option “ Two sources agree ”
      option “ Three or more kinds agree ”
  button “Add: Note”
  button “Add: What went well”
  button “Add: Even better if”
group “A2 Checking, then changing”
  Legend “”
    heading “A2 Checking, then changing”
  paragraph “”
  group “”
    DisclosureTriangle “Where to look”
  LabelText “”
  textbox “How soon does anyone know?”
  radio “Answer in words”
  LabelText “”
    radio “Not looked at”
  LabelText “”
    radio “Not enough evidence”
  LabelText “”
    radio “Does not apply”
  LabelText “”
  combobox “How sure are you?”
    MenuListPopup “”
      option “ Not said ”
      option “ One source ”
      option “ Two sources agree ”
      option “ Three or more kinds agree ”
  button “Add: Note”
  button “Add: What went well”
  button “Add: Even better if”
group “”
  DisclosureTriangle “2 other criteria”
paragraph “”
`,
  'reviewer writes': `
status “”
paragraph “”
paragraph “”
list “How far the review is”
  listitem “”
  listitem “”
  listitem “”
  listitem “”
  listitem “”
paragraph “”
paragraph “”
button “Submit my ratings”
navigation “Contents”
  paragraph “”
  list “”
    listitem “”
      paragraph “”
      list “”
        listitem “”
          button “A curriculum with a thread not answered yet”
        listitem “”
          button “Checking, then changing not answered yet”
heading “Learning in classrooms”
paragraph “”
group “A1 A curriculum with a thread”
  Legend “”
    heading “A1 A curriculum with a thread”
  paragraph “”
  group “”
    DisclosureTriangle “Where to look”
  group “”
    DisclosureTriangle “The school’s own view”
  LabelText “”
  textbox “Where is the thread strong?”
  radio “Answer in words”
  LabelText “”
    radio “Not looked at”
  LabelText “”
    radio “Not enough evidence”
  LabelText “”
    radio “Does not apply”
  LabelText “”
  combobox “How sure are you?”
    MenuListPopup “”
      option “ Not said ”
      option “ One source ”
      option “ Two sources agree ”
      option “ Three or more kinds agree ”
  button “Add: Note”
  button “Add: What went well”
  button “Add: Even better if”
group “A2 Checking, then changing”
  Legend “”
    heading “A2 Checking, then changing”
  paragraph “”
  group “”
    DisclosureTriangle “Where to look”
  LabelText “”
  textbox “How soon does anyone know?”
  radio “Answer in words”
  LabelText “”
    radio “Not looked at”
  LabelText “”
    radio “Not enough evidence”
  LabelText “”
    radio “Does not apply”
  LabelText “”
  combobox “How sure are you?”
    MenuListPopup “”
      option “ Not said ”
      option “ One source ”
      option “ Two sources agree ”
      option “ Three or more kinds agree ”
  button “Add: Note”
  button “Add: What went well”
  button “Add: Even better if”
paragraph “”
`,
  'reviewer chooses a level': `
status “”
paragraph “”
paragraph “”
list “How far the review is”
  listitem “”
  listitem “”
  listitem “”
  listitem “”
  listitem “”
paragraph “”
paragraph “”
button “Submit my ratings”
navigation “Contents”
  paragraph “”
  list “”
    listitem “”
      paragraph “”
      list “”
        listitem “”
          button “A curriculum with a thread not answered yet”
        listitem “”
          button “Checking, then changing not answered yet”
heading “Learning in classrooms”
paragraph “”
group “A1 A curriculum with a thread”
  Legend “”
    heading “A1 A curriculum with a thread”
  paragraph “”
  paragraph “”
  group “”
    DisclosureTriangle “Where to look”
  group “”
    DisclosureTriangle “The school’s own view”
  LabelText “”
    radio “Starting”
  paragraph “”
  LabelText “”
    radio “Developing”
  paragraph “”
  LabelText “”
    radio “Secure”
  paragraph “”
  LabelText “”
    radio “Sharing”
  paragraph “”
  LabelText “”
    radio “Not looked at”
  LabelText “”
    radio “Not enough evidence”
  LabelText “”
    radio “Does not apply”
  button “Clear the answer”
  LabelText “”
  textbox “Why?”
  LabelText “”
  combobox “How sure are you?”
    MenuListPopup “”
      option “ Not said ”
      option “ One source ”
      option “ Two sources agree ”
      option “ Three or more kinds agree ”
  LabelText “”
  textbox “Note”
  button “Add: In words”
  button “Add: What went well”
  button “Add: Even better if”
group “A2 Checking, then changing”
  Legend “”
    heading “A2 Checking, then changing”
  paragraph “”
  paragraph “”
  group “”
    DisclosureTriangle “Where to look”
  LabelText “”
    radio “Starting”
  paragraph “”
  LabelText “”
    radio “Developing”
  paragraph “”
  LabelText “”
    radio “Secure”
  paragraph “”
  LabelText “”
    radio “Sharing”
  paragraph “”
  LabelText “”
    radio “Not looked at”
  LabelText “”
    radio “Not enough evidence”
  LabelText “”
    radio “Does not apply”
  LabelText “”
  combobox “How sure are you?”
    MenuListPopup “”
      option “ Not said ”
      option “ One source ”
      option “ Two sources agree ”
      option “ Three or more kinds agree ”
  button “Add: In words”
  button “Add: Note”
  button “Add: What went well”
  button “Add: Even better if”
paragraph “”
`,
  'lead moderates levels': `
status “”
paragraph “”
paragraph “”
list “How far the review is”
  listitem “”
  listitem “”
  listitem “”
  listitem “”
  listitem “”
paragraph “”
button “Release to the school”
navigation “Contents”
  paragraph “”
  list “”
    listitem “”
      paragraph “”
      list “”
        listitem “”
          button “A curriculum with a thread answered”
        listitem “”
          button “Checking, then changing not answered yet”
heading “Learning in classrooms”
paragraph “”
group “A1 A curriculum with a thread”
  Legend “”
    heading “A1 A curriculum with a thread”
  paragraph “”
  paragraph “”
  paragraph “”
    strong “”
  paragraph “”
  list “What each of you says”
    listitem “”
      paragraph “”
      strong “”
      paragraph “”
    listitem “”
      paragraph “”
      strong “”
      paragraph “”
    listitem “”
      paragraph “”
      strong “”
      paragraph “”
    listitem “”
      paragraph “”
      strong “”
      paragraph “”
  group “”
    DisclosureTriangle “Keep or revise your own”
  heading “What the team says”
  radiogroup “Agreed answer”
    LabelText “”
      radio “Starting”
    paragraph “”
    LabelText “”
      radio “Developing”
    paragraph “”
    LabelText “”
      radio “Secure”
    paragraph “”
    LabelText “”
      radio “Sharing”
    paragraph “”
    LabelText “”
      radio “Not looked at”
    LabelText “”
      radio “Not enough evidence”
    LabelText “”
      radio “Does not apply”
  LabelText “”
  textbox “Why”
  LabelText “”
  textbox “Other views, without names: one on each line”
  radiogroup “Where the team stands”
    radio “Still open”
    radio “Agreed”
    radio “Agreed to differ”
  button “Propose an action”
group “A2 Checking, then changing”
  Legend “”
    heading “A2 Checking, then changing”
  paragraph “”
  paragraph “”
  paragraph “”
    strong “”
  paragraph “”
  paragraph “”
  list “What each of you says”
    listitem “”
      paragraph “”
      strong “”
      paragraph “”
    listitem “”
      paragraph “”
      strong “”
      paragraph “”
    listitem “”
      paragraph “”
      strong “”
      paragraph “”
  group “”
    DisclosureTriangle “Keep or revise your own”
  heading “What the team says”
  radiogroup “Agreed answer”
    LabelText “”
      radio “Starting”
    paragraph “”
    LabelText “”
      radio “Developing”
    paragraph “”
    LabelText “”
      radio “Secure”
    paragraph “”
    LabelText “”
      radio “Sharing”
    paragraph “”
    LabelText “”
      radio “Not looked at”
    LabelText “”
      radio “Not enough evidence”
    LabelText “”
      radio “Does not apply”
  LabelText “”
  textbox “Why”
  LabelText “”
  textbox “Other views, without names: one on each line”
  radiogroup “Where the team stands”
    radio “Still open”
    radio “Agreed”
    radio “Agreed to differ”
  button “Propose an action”
heading “The report as a whole”
LabelText “”
textbox “Strengths: one on each line”
LabelText “”
textbox “Even better if: one on each line”
paragraph “”
`,
  'school checks facts': `
status “”
paragraph “”
paragraph “”
list “How far the review is”
  listitem “”
  listitem “”
  listitem “”
  listitem “”
  listitem “”
paragraph “”
button “Accept the report”
navigation “Contents”
  paragraph “”
  list “”
    listitem “”
      paragraph “”
      list “”
        listitem “”
          button “A curriculum with a thread answered”
        listitem “”
          button “Checking, then changing answered”
heading “Learning in classrooms”
paragraph “”
group “A1 A curriculum with a thread”
  Legend “”
    heading “A1 A curriculum with a thread”
  paragraph “”
  paragraph “”
  strong “”
  paragraph “”
  paragraph “”
  paragraph “”
  paragraph “”
  paragraph “”
  group “”
    DisclosureTriangle “The school’s own view”
  button “Propose an action”
group “A2 Checking, then changing”
  Legend “”
    heading “A2 Checking, then changing”
  paragraph “”
  paragraph “”
  paragraph “”
  paragraph “”
  button “Propose an action”
heading “The report as a whole”
heading “What went well”
list “”
  listitem “”
heading “Even better if”
list “”
  listitem “”
LabelText “”
textbox “Factual check: what is not right?”
LabelText “”
textbox “The school’s comment”
paragraph “”
`,
  conflict: `
status “”
paragraph “”
paragraph “”
list “How far the review is”
  listitem “”
  listitem “”
  listitem “”
  listitem “”
  listitem “”
paragraph “”
button “Share with the team”
navigation “Contents”
  paragraph “”
  list “”
    listitem “”
      paragraph “”
      list “”
        listitem “”
          button “A curriculum with a thread answered”
        listitem “”
          button “Checking, then changing not answered yet”
    listitem “”
      group “”
        DisclosureTriangle “2 other criteria”
paragraph “”
heading “Learning in classrooms”
paragraph “”
group “A1 A curriculum with a thread”
  Legend “”
    heading “A1 A curriculum with a thread”
  paragraph “”
  group “”
    DisclosureTriangle “Where to look”
  LabelText “”
  textbox “Where is the thread strong?”
  radio “Answer in words”
  LabelText “”
    radio “Not looked at”
  LabelText “”
    radio “Not enough evidence”
  LabelText “”
    radio “Does not apply”
  LabelText “”
  combobox “How sure are you?”
    MenuListPopup “”
      option “ Not said ”
      option “ One source ”
      option “ Two sources agree ”
      option “ Three or more kinds agree ”
  button “Add: Note”
  button “Add: What went well”
  button “Add: Even better if”
  group “Two values, and both are kept. Choose one.”
    paragraph “”
      strong “”
    paragraph “”
    paragraph “”
    button “Use theirs”
    paragraph “”
    paragraph “”
    button “Use mine”
    button “Keep both”
group “A2 Checking, then changing”
  Legend “”
    heading “A2 Checking, then changing”
  paragraph “”
  group “”
    DisclosureTriangle “Where to look”
  LabelText “”
  textbox “How soon does anyone know?”
  radio “Answer in words”
  LabelText “”
    radio “Not looked at”
  LabelText “”
    radio “Not enough evidence”
  LabelText “”
    radio “Does not apply”
  LabelText “”
  combobox “How sure are you?”
    MenuListPopup “”
      option “ Not said ”
      option “ One source ”
      option “ Two sources agree ”
      option “ Three or more kinds agree ”
  button “Add: Note”
  button “Add: What went well”
  button “Add: Even better if”
group “”
  DisclosureTriangle “2 other criteria”
paragraph “”
paragraph “”
`,
  failed: `
status “”
alert “”
  paragraph “”
    strong “”
  paragraph “”
  paragraph “”
    button “Try again”
  paragraph “”
`,
};
