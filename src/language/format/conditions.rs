//! Conditions, operands, and the data of examples.

use super::layout::{Break, Layout};
use crate::language::ast::{Binding, Expr, ExprKind, Has, Operand, OperandKind};
use crate::language::token::TokenKind;
use crate::node::{Node, NodeValue};
use crate::source::Span;

impl Layout<'_> {
    /// A condition whose lines begin at `indent`, or deeper when it is part of another.
    pub(super) fn condition(&mut self, condition: &Expr, indent: usize, nested: bool) {
        let (first, last) = self.tokens_of(condition.span);
        self.indent(first + 1, last, indent + 4);
        match &condition.kind {
            ExprKind::Or(parts) | ExprKind::And(parts) => {
                let indent = if nested { indent + 4 } else { indent };
                self.group(first, last);
                for part in parts.iter().skip(1) {
                    let connective = self.index_of(part.span.start).saturating_sub(1);
                    self.breaks(connective, Break::Group, indent);
                }
                parts.iter().for_each(|part| self.condition(part, indent, true));
            }
            ExprKind::Not(inner) => self.condition(inner, indent, true),
            ExprKind::Quantifier(_, binding, body) => {
                self.binding(binding, indent, true);
                self.breaks(self.index_of(body.span.start), Break::Fill, indent + 4);
                self.condition(body, indent, true);
            }
            ExprKind::Call(name, _) => self.spaces(self.index_of(name.span.start) + 1, 0),
            ExprKind::Operand(operand) | ExprKind::Has(operand, Has::Value(_)) | ExprKind::Is { operand, .. } => {
                self.operand(operand, indent)
            }
            ExprKind::Compare(left, _, right)
            | ExprKind::In { left, right, .. }
            | ExprKind::Within(left, right)
            | ExprKind::Has(left, Has::Any(right) | Has::All(right) | Has::None(right)) => {
                self.operand(left, indent);
                self.operand(right, indent);
            }
        }
    }

    /// `x in list where condition`
    pub(super) fn binding(&mut self, binding: &Binding, indent: usize, nested: bool) {
        if let Some(filter) = &binding.filter {
            let word = self.index_of(filter.span.start).saturating_sub(1);
            self.breaks(word, Break::Fill, if nested { indent + 4 } else { indent });
            self.condition(filter, indent, nested);
        }
    }

    fn operand(&mut self, operand: &Operand, indent: usize) {
        let mut left = operand;
        // `a & b & c` leans to the left, as deep as it is long.
        while let OperandKind::Combine(before, _, right) = &left.kind {
            let operator = self.index_of(right.span.start).saturating_sub(1);
            self.breaks(operator, Break::Fill, indent + 4);
            self.term(right, indent);
            left = before;
        }
        self.term(left, indent);
    }

    fn term(&mut self, term: &Operand, indent: usize) {
        let first = self.index_of(term.span.start);
        match &term.kind {
            OperandKind::Set(_) => self.set(term.span, indent, false),
            OperandKind::CountRecords(binding) => {
                self.spaces(first + 1, 0);
                self.binding(binding, indent, true);
            }
            OperandKind::CountMembers(inner) => {
                self.spaces(first + 1, 0);
                self.operand(inner, indent);
            }
            OperandKind::Path(_) | OperandKind::Literal(_) | OperandKind::Combine(..) => {}
        }
    }

    /// `{ a, b }`, the names side by side. With `stays`, a set that was open stays open.
    pub(super) fn set(&mut self, span: Span, indent: usize, stays: bool) {
        let (open, close) = self.tokens_of(span);
        self.brackets(open, indent, stays);
        self.commas(open + 1, close.saturating_sub(1), indent + 2);
    }

    /// Data: one line, or a line for each entry that holds records, and others side by side.
    pub(super) fn data(&mut self, node: &Node, indent: usize) {
        let open = self.index_of(node.span.start);
        match &node.value {
            NodeValue::Mapping(entries) => {
                self.brackets(open, indent, true);
                let breaks = if entries.iter().any(|entry| holds_records(&entry.value)) { Break::Group } else { Break::Whole };
                for entry in entries.iter().skip(1) {
                    let (first, last) = self.tokens_of(entry.key.span.to(entry.value.span));
                    self.entry(first, breaks, indent + 2);
                    self.group(first, last);
                }
                entries.iter().for_each(|entry| self.data(&entry.value, indent + 2));
            }
            // A list of one record or list opens and closes with it.
            NodeValue::Sequence(nodes)
                if let [only] = &**nodes
                    && is_bracketed(only)
                    && !self.is_followed_by_comma(only) =>
            {
                self.data(only, indent)
            }
            NodeValue::Sequence(nodes) => {
                self.brackets(open, indent, true);
                let breaks = if nodes.iter().any(is_bracketed) { Break::Group } else { Break::Fill };
                for node in nodes.iter().skip(1) {
                    self.entry(self.index_of(node.span.start), breaks, indent + 2);
                }
                nodes.iter().for_each(|node| self.data(node, indent + 2));
            }
            NodeValue::Scalar(_) | NodeValue::Null => {}
        }
    }

    fn is_followed_by_comma(&self, node: &Node) -> bool {
        let (_, last) = self.tokens_of(node.span);
        self.kind(last + 1) == TokenKind::Mark(",")
    }
}

fn holds_records(node: &Node) -> bool {
    match &node.value {
        NodeValue::Mapping(_) => true,
        NodeValue::Sequence(nodes) => nodes.iter().any(holds_records),
        NodeValue::Scalar(_) | NodeValue::Null => false,
    }
}

fn is_bracketed(node: &Node) -> bool {
    matches!(node.value, NodeValue::Mapping(_) | NodeValue::Sequence(_))
}
