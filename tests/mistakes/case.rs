//! One mistake: the files, the command, and what the program must say.

/// Where on the page a mistake stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Descriptions,
    Quotes,
    CommandLine,
    Beside,
    ProjectFile,
    RuleFiles,
}

impl Group {
    pub const ALL: [Self; 6] = [Self::Descriptions, Self::Quotes, Self::CommandLine, Self::Beside, Self::ProjectFile, Self::RuleFiles];

    pub fn title(self) -> &'static str {
        match self {
            Self::Descriptions => "Descriptions",
            Self::Quotes => "Quotes and texts",
            Self::CommandLine => "The command line",
            Self::Beside => "Other laws, expectations, drafts, waivers",
            Self::ProjectFile => "The project file",
            Self::RuleFiles => "Rule files",
        }
    }
}

/// What stands in a place of the folder that the program runs in.
#[derive(Debug, Clone)]
pub enum Content {
    Bytes(Vec<u8>),
    /// A symbolic link and where it leads.
    Link(&'static str),
    Folder,
}

#[derive(Debug, Clone)]
pub struct Case {
    pub title: &'static str,
    pub group: Group,
    pub files: Vec<(&'static str, Content)>,
    /// Files that are right and not worth showing.
    pub beside: Vec<(&'static str, Content)>,
    pub stdin: Vec<u8>,
    pub arguments: Vec<&'static str>,
    pub exit: i32,
    /// Parts of messages, white space aside.
    pub says: Vec<&'static str>,
    /// Parts of the advice.
    pub helps: Vec<&'static str>,
    /// `FILE:LINE:COLUMN` and the words underlined there.
    pub places: Vec<(&'static str, &'static str)>,
    /// What the page shows instead of the files.
    pub shown: Option<&'static str>,
    /// Looks like a mistake and is none: it must work.
    pub works: bool,
    /// Too large to be run in every format.
    pub slow: bool,
}

/// A mistake by its title. Exit code 2 unless said otherwise.
pub fn case(group: Group, title: &'static str) -> Case {
    Case {
        title,
        group,
        files: Vec::new(),
        beside: Vec::new(),
        stdin: Vec::new(),
        arguments: Vec::new(),
        exit: 2,
        says: Vec::new(),
        helps: Vec::new(),
        places: Vec::new(),
        shown: None,
        works: false,
        slow: false,
    }
}

impl Case {
    pub fn file(mut self, path: &'static str, text: impl Into<Vec<u8>>) -> Self {
        self.files.push((path, Content::Bytes(text.into())));
        self
    }

    pub fn beside(mut self, path: &'static str, text: impl Into<Vec<u8>>) -> Self {
        self.beside.push((path, Content::Bytes(text.into())));
        self
    }

    pub fn link(mut self, path: &'static str, to: &'static str) -> Self {
        self.files.push((path, Content::Link(to)));
        self
    }

    pub fn folder(mut self, path: &'static str) -> Self {
        self.files.push((path, Content::Folder));
        self
    }

    /// The arguments, between spaces.
    pub fn run(mut self, arguments: &'static str) -> Self {
        self.arguments = arguments.split_whitespace().collect();
        self
    }

    pub fn exit(mut self, code: i32) -> Self {
        self.exit = code;
        self
    }

    pub fn says(mut self, words: &'static str) -> Self {
        self.says.push(words);
        self
    }

    pub fn helps(mut self, words: &'static str) -> Self {
        self.helps.push(words);
        self
    }

    pub fn at(mut self, place: &'static str, words: &'static str) -> Self {
        self.places.push((place, words));
        self
    }

    pub fn shown(mut self, words: &'static str) -> Self {
        self.shown = Some(words);
        self
    }

    pub fn works(mut self) -> Self {
        self.works = true;
        self
    }

    pub fn slow(mut self) -> Self {
        self.slow = true;
        self
    }

    pub fn command(&self) -> String {
        let mut words = vec!["ungp-check".to_owned()];
        words.extend(self.arguments.iter().map(|word| if word.contains(['*', '{']) { format!("'{word}'") } else { (*word).to_owned() }));
        words.join(" ")
    }
}
