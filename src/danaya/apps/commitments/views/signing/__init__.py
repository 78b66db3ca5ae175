"""Pages of signing: who has to do what, each act, the text and its versions, paper, copies to take along."""
